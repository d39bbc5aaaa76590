import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.utils.translation import gettext
from wagtail.models import Page

from cms.editing.dashboard.tasks import waiting_for
from cms.editing.workflows.groups import EDITORS, create_groups
from tests.factories.desk import make_editor
from tests.factories.people import make_user
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


def broken(page: Page, user: AbstractUser) -> Page:
    """Give a page a draft that cannot be loaded, as if a type of content had been removed."""
    revision = page.save_revision(user=user)
    revision.content["content_type"] = 0
    revision.save()
    return page


def test_draft_that_cannot_be_opened_is_named_and_the_others_stay(site: Site, admin_client: Client) -> None:
    user = get_user_model().objects.get()
    make_statement(site.statements, "Heil", live=False).save_revision(user=user)
    broken(make_statement(site.statements, "Kaputt", live=False), user)

    lines = {str(line.text): str(line.note) for line in waiting_for(user)}

    assert lines["Kaputt"].startswith(gettext("cannot be opened: %(problem)s").partition("%")[0])
    assert lines["Heil"] == "Ihr Entwurf"
    assert admin_client.get("/admin/").status_code == 200


def test_review_of_a_draft_that_cannot_be_opened_is_named(site: Site, admin_client: Client) -> None:
    create_groups()
    author, reviewer = make_user("autorin", group=EDITORS), make_user("redakteur", group=EDITORS)
    page = make_statement(site.statements, "Kaputt", live=False)
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    broken(page, author)
    page.current_workflow_task_state.task.specific.start(page.current_workflow_state, user=author)

    notes = [str(line.note) for line in waiting_for(reviewer) if line.text == "Kaputt"]
    assert any(note.startswith(gettext("cannot be opened: %(problem)s").partition("%")[0]) for note in notes)
    assert admin_client.get("/admin/").status_code == 200


def test_missing_translations_are_counted(site: Site, editor: AbstractUser) -> None:
    page = make_statement(site.statements)
    before = [line for line in texts(editor) if line.startswith("2 ")]

    Page.objects.filter(pk=page.pk).update(live=False)

    assert len(before) == 1
    assert len([line for line in texts(editor) if line.startswith("1 ")]) == 1
