from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cms.editing.workflows.groups import AUTHORS, EDITORS, create_groups
from tests.browser import picture
from tests.factories.people import PASSWORD, make_user
from tests.factories.site import Site, make_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADING = [("heading", {"text": "Wem sie dient", "level": "2"})]


@pytest.fixture(autouse=True)
def nothing_is_saved_in_between(settings: Any) -> None:
    """Keep saving while typing out of it: the threads of the test's server share one connection to the database."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


def sign_in(chromium: Browser, address: str, name: str) -> Page:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE").new_page()
    page.goto(f"{address}/admin/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(f"{address}/admin/")
    return page


def act(page: Page, action: str) -> None:
    """Press a button of the menu at the foot of the editor, opening the menu if need be."""
    button = page.locator(f"footer {action}").first
    if not button.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    button.click()


def test_two_people_bring_a_statement_to_readers(site: Site, live_server: Any, chromium: Browser) -> None:
    create_groups()
    writer, _reviewer = make_user("autorin", group=AUTHORS), make_user("redakteur", group=EDITORS)
    statement = make_statement(site.statements, live=False, owner=writer, body=HEADING)
    statement.save_revision(user=writer)
    address = f"{live_server.url}/admin/pages/{statement.pk}/edit/"
    author, editor = (sign_in(chromium, live_server.url, name) for name in ("autorin", "redakteur"))

    author.goto(address)
    author.fill("#id_summary", "Die Wehrpflicht dient dem Krieg.")
    act(author, "[name=action-submit]")
    expect(author.locator(".messages")).to_contain_text("Nein zur Wehrpflicht")
    author.goto(address)
    expect(author.locator("footer [data-workflow-action-name=approve]")).to_have_count(0)
    picture(author, "review-author-waits")

    editor.goto(address)
    editor.click("[data-side-panel-toggle=comments]")
    # The block of the body, not only the whole field.
    editor.locator("[data-contentpath=text] [data-comment-add]").first.click(force=True)
    editor.locator(".comment textarea").first.fill("Bitte belegen.")
    editor.locator(".comment .comment__button--primary").first.click()
    picture(editor, "review-editor-comments")
    act(editor, "[data-workflow-action-name=reject]")
    editor.fill(".modal textarea", "Ein Beleg fehlt.")
    with editor.expect_navigation():
        editor.click(".modal button[type=submit]")

    author.goto(address)
    expect(author.locator("footer [name=action-submit]")).to_be_attached()
    picture(author, "review-author-reads")
    author.fill("#id_summary", "Die Wehrpflicht dient dem Krieg, sagt der Minister selbst.")
    with author.expect_navigation():
        act(author, "[name=action-submit]")

    editor.goto(address)
    picture(editor, "review-editor-approves")
    with editor.expect_navigation():
        act(editor, "[data-workflow-action-name=approve]")

    statement.refresh_from_db()
    assert statement.live
    assert statement.summary.endswith("sagt der Minister selbst.")
