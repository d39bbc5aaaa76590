from typing import Any

import pytest
from wagtail.models import Page

from cms.editing.workflows.groups import AUTHORS, EDITORS, create_groups
from home.models import StandardPage
from tests.cms.editing.checks.test_checklist import make_image
from tests.cms.editing.workflows.test_review import post, signed_in
from tests.factories.people import make_user
from tests.factories.site import Site, make_page

BULK = "/admin/bulk/wagtailcore/page/publish/"


@pytest.fixture
def people(site: Site) -> dict[str, Any]:
    create_groups()
    return {"author": make_user("autorin", group=AUTHORS), "editor": make_user("redakteur", group=EDITORS)}


@pytest.fixture
def page(site: Site, people: dict[str, Any]) -> StandardPage:
    return make_page(site.german, live=False, owner=people["author"])


@pytest.fixture
def asked(page: StandardPage, people: dict[str, Any]) -> StandardPage:
    """Return a page that the editor has asked others to look at."""
    post(people["editor"], page, **{"action-submit": "1"})
    return page


def publish(user: Any, *pages: Page, **fields: str) -> str:
    ids = "&".join(f"id={chosen.pk}" for chosen in pages)
    answer = signed_in(user).post(f"{BULK}?{ids}&next=/admin/", fields, follow=True).content.decode()
    for chosen in pages:
        chosen.refresh_from_db()
    return answer


def test_nobody_publishes_many_past_the_review_they_asked_for(asked: StandardPage, people: dict[str, Any]) -> None:
    other = make_page(asked.get_parent(), "Andere Seite", live=False)

    answer = publish(people["editor"], asked, other)

    assert (asked.live, other.live, asked.workflow_in_progress) == (False, False, True)
    assert f'<li><a href="/admin/pages/{asked.pk}/edit/">{asked.title}</a>: ' in answer
    assert "muss eine zweite Person" in answer


def test_a_second_person_publishes_many(asked: StandardPage) -> None:
    publish(make_user("zweite", group=EDITORS), asked)

    assert asked.live


def test_errors_stop_publishing_many(page: StandardPage, people: dict[str, Any]) -> None:
    post(people["author"], page, hero_image=make_image().pk)

    answer = publish(people["editor"], page)

    assert not page.live
    assert "„Fahnen“ hat in dieser Sprache keinen Alternativtext." in answer
    assert page.get_latest_revision_as_object().hero_image is not None


def test_errors_in_drafts_below_stop_publishing_them(site: Site, people: dict[str, Any]) -> None:
    above = make_page(site.german, "Oben")
    below = make_page(above, "Unten", live=False, hero_image=make_image())

    alone = publish(people["editor"], above)
    together = publish(people["editor"], above, include_descendants="on")

    below.refresh_from_db()
    assert not below.live
    assert (">Unten</a>: " in alone, ">Unten</a>: " in together) == (False, True)


def test_the_api_of_the_admin_publishes_no_errors(page: StandardPage, people: dict[str, Any]) -> None:
    post(people["author"], page, hero_image=make_image().pk)

    answer = signed_in(people["editor"]).post(f"/admin/api/main/pages/{page.pk}/action/publish/")

    page.refresh_from_db()
    assert (answer.status_code, page.live) == (400, False)
    assert "Alternativtext" in answer.json()["detail"][0]


def test_the_api_of_the_admin_does_not_get_past_the_review(asked: StandardPage, people: dict[str, Any]) -> None:
    answer = signed_in(people["editor"]).post(f"/admin/api/main/pages/{asked.pk}/action/publish/")

    asked.refresh_from_db()
    assert (answer.status_code, asked.live, asked.workflow_in_progress) == (400, False, True)


def test_the_api_of_the_admin_publishes_what_is_in_order(page: StandardPage, people: dict[str, Any]) -> None:
    answer = signed_in(people["editor"]).post(f"/admin/api/main/pages/{page.pk}/action/publish/")

    page.refresh_from_db()
    assert (answer.status_code, page.live) == (200, True)


def test_approval_away_from_the_form_is_stopped_by_errors(page: StandardPage, people: dict[str, Any]) -> None:
    post(people["author"], page, hero_image=make_image().pk, **{"action-submit": "1"})
    task = page.current_workflow_task_state

    answer = signed_in(people["editor"]).post(f"/admin/pages/workflow/action/{page.pk}/approve/{task.pk}/")

    page.refresh_from_db()
    assert (page.live, page.workflow_in_progress) == (False, True)
    assert answer["Location"] == f"/admin/pages/{page.pk}/edit/"


def test_errors_written_while_approving_stop_the_approval(page: StandardPage, people: dict[str, Any]) -> None:
    post(people["author"], page, **{"action-submit": "1"})
    action = {"action-workflow-action": "true", "workflow-action-name": "approve"}

    answer = post(people["editor"], page, hero_image=make_image().pk, **action)

    assert (page.live, page.workflow_in_progress) == (False, True)
    assert page.get_latest_revision_as_object().hero_image is not None
    assert "„Fahnen“ hat in dieser Sprache keinen Alternativtext." in answer
