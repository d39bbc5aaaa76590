import pytest
from django.contrib.auth.models import AbstractUser
from wagtail.models import Page

from cms.editing.dashboard.tasks import waiting_for
from tests.factories.desk import make_editor
from tests.factories.site import Site, make_statement


@pytest.fixture
def editor(site: Site) -> AbstractUser:
    return make_editor(site.statements)


def texts(user: AbstractUser) -> list[str]:
    return [str(line.text) for line in waiting_for(user)]


def test_own_draft_waits_until_it_is_published(site: Site, editor: AbstractUser) -> None:
    page = make_statement(site.statements, live=False)
    revision = page.save_revision(user=editor)
    before = texts(editor)

    revision.publish()

    assert "Nein zur Wehrpflicht" in before
    assert "Nein zur Wehrpflicht" not in texts(editor)


def test_drafts_of_others_do_not_wait_for_me(site: Site, editor: AbstractUser) -> None:
    other = make_editor(site.statements, name="andere")
    make_statement(site.statements).save_revision(user=other)

    assert "Nein zur Wehrpflicht" not in texts(editor)


def test_missing_translations_are_counted(site: Site, editor: AbstractUser) -> None:
    page = make_statement(site.statements)
    before = [line for line in texts(editor) if line.startswith("2 ")]

    Page.objects.filter(pk=page.pk).update(live=False)

    assert len(before) == 1
    assert len([line for line in texts(editor) if line.startswith("1 ")]) == 1
