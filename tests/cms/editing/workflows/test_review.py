from typing import Any

import pytest
from django.test import Client
from wagtail.rich_text import RichText

from cms.editing.workflows.groups import AUTHORS, EDITORS, create_groups
from cms.pages.models import RelatedPage
from home.models import StandardPage
from tests.cms.editing.checks.test_checklist import make_image
from tests.cms.editing.checks.test_gate import submitted
from tests.factories.people import make_user
from tests.factories.site import Site, make_page, make_statement


@pytest.fixture
def people(site: Site) -> dict[str, Any]:
    create_groups()
    return {"author": make_user("autorin", group=AUTHORS), "editor": make_user("redakteur", group=EDITORS)}


@pytest.fixture
def page(site: Site, people: dict[str, Any]) -> StandardPage:
    return make_page(site.german, live=False, owner=people["author"])


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    client.get("/admin/", headers={"Accept-Language": "de"})
    return client


def post(user: Any, page: StandardPage, **fields: Any) -> str:
    answer = signed_in(user).post(f"/admin/pages/{page.pk}/edit/", submitted(page, **fields), follow=True)
    page.refresh_from_db()
    return answer.content.decode()


def shown(user: Any, page: StandardPage) -> str:
    return signed_in(user).get(f"/admin/pages/{page.pk}/edit/").content.decode()


def approve(user: Any, page: StandardPage, **fields: Any) -> str:
    action = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    return post(user, page, **action, **fields)


def test_approval_is_stopped_by_errors_and_nothing_is_lost(page: StandardPage, people: dict[str, Any]) -> None:
    image = make_image()
    post(people["author"], page, hero_image=image.pk, summary="Neu.", **{"action-submit": "1"})
    before = page.current_workflow_state.status

    answer = approve(people["editor"], page, hero_image=image.pk, summary="Neu.")

    assert (before, page.current_workflow_state.status) == ("in_progress", "in_progress")
    assert (page.live, page.get_latest_revision_as_object().summary) == (False, "Neu.")
    assert "Noch nicht genehmigt" in answer or "Noch nicht freigegeben" in answer
    assert "„Fahnen“ hat in dieser Sprache keinen Alternativtext." in answer


def test_approval_publishes_once_the_errors_are_put_right(page: StandardPage, people: dict[str, Any]) -> None:
    image = make_image()
    post(people["author"], page, hero_image=image.pk, **{"action-submit": "1"})
    approve(people["editor"], page, hero_image=image.pk)
    post(people["editor"], page, hero_image="")

    approve(people["editor"], page, hero_image="")

    assert page.live
    assert page.current_workflow_state is None


def test_an_author_reads_what_the_reviewer_asks_for(page: StandardPage, people: dict[str, Any]) -> None:
    post(people["author"], page, **{"action-submit": "1"})
    waiting = shown(people["author"], page)
    state = page.current_workflow_state
    state.current_task_state.task.specific.on_action(
        state.current_task_state, people["editor"], "reject", comment="Ein <Beleg> fehlt."
    )

    asked = shown(people["author"], page)

    assert "Ein &lt;Beleg&gt; fehlt." in asked
    assert ("muss eine zweite Person" in waiting, "muss eine zweite Person" in asked) == (True, False)


def test_a_locked_page_is_read_only_for_others_and_says_who_locked_it(
    page: StandardPage, people: dict[str, Any]
) -> None:
    editor, other = people["editor"], make_user("redakteurin", group=EDITORS)
    page.save_revision()
    signed_in(editor).post(f"/admin/pages/{page.pk}/lock/")

    locked = shown(other, page)
    post(other, page, summary="Überschrieben.")

    assert page.locked_by == editor
    assert "redakteur" in locked
    assert 'name="action-publish"' not in locked
    assert page.get_latest_revision_as_object().summary == ""


def test_an_author_cannot_unlock_what_an_editor_locked(page: StandardPage, people: dict[str, Any]) -> None:
    page.save_revision()
    signed_in(people["editor"]).post(f"/admin/pages/{page.pk}/lock/")

    signed_in(people["author"]).post(f"/admin/pages/{page.pk}/unlock/")

    page.refresh_from_db()
    assert page.locked


def test_comparing_revisions_shows_blocks_and_related_pages(site: Site, people: dict[str, Any]) -> None:
    page, related = make_statement(site.statements), make_page(site.german, "Verwandte Seite")
    old = page.save_revision()
    page.body[0].value["text"] = RichText("<p>Ein ganz neuer <b>Satz</b>.</p>")
    page.body.append(("quote", {"text": "Nie wieder.", "source": ""}))
    page.related_links.add(RelatedPage(related_page=related))
    new = page.save_revision()

    address = f"/admin/pages/{page.pk}/revisions/compare/{old.pk}...{new.pk}/"
    compared = signed_in(people["editor"]).get(address).content.decode()

    assert '<span class="addition">ganz neuer Satz.</span>' in compared
    assert "Nie wieder." in compared
    assert "Verwandte Seite" in compared
