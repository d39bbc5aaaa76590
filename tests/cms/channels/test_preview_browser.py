from typing import Any

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from tests.browser import picture, violations
from tests.factories.site import Site, make_event, make_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EXPECTED = {
    "website": "h1:has-text('Nein zur Wehrpflicht, Entwurf')",
    "instagram": "img[alt*='Nein zur Wehrpflicht, Entwurf']",
    "telegram": ".bubble b:has-text('Nein zur Wehrpflicht, Entwurf')",
    "newsletter": ".subject b:has-text('Nein zur Wehrpflicht, Entwurf')",
    "leaflet": "img[alt*='1']",
    "feeds": "summary b:has-text('Nein zur Wehrpflicht, Entwurf')",
}


def sign_in(page: Page, address: str) -> None:
    get_user_model().objects.create_superuser("redaktion", password="only-for-tests")  # noqa: S106  A test's own user.
    page.goto(f"{address}/admin/login/")
    page.fill("input[name=username]", "redaktion")
    page.fill("input[name=password]", "only-for-tests")
    page.click("button[type=submit]")
    page.wait_for_url(f"{address}/admin/")


def test_an_editor_sees_the_draft_on_every_channel(site: Site, live_server: Any, browser_page: Page) -> None:
    statement = make_statement(site.statements)
    sign_in(browser_page, live_server.url)
    browser_page.goto(f"{live_server.url}/admin/pages/{statement.pk}/edit/")
    browser_page.fill("#id_title", "Nein zur Wehrpflicht, Entwurf")
    browser_page.click("[data-side-panel-toggle=preview]")
    frame = browser_page.frame_locator("[data-controller=w-preview] iframe").last

    for channel, selector in EXPECTED.items():
        browser_page.select_option("#id_preview_mode", channel)
        expect(frame.locator(selector).first).to_be_attached(timeout=30_000)
        picture(browser_page, f"editor-{channel}")


@pytest.mark.parametrize("channel", ["instagram", "telegram", "newsletter", "leaflet", "calendar"])
def test_a_preview_can_be_read_by_everyone(site: Site, live_server: Any, browser_page: Page, channel: str) -> None:
    event = make_event(site.events)
    sign_in(browser_page, live_server.url)

    browser_page.goto(f"{live_server.url}/admin/pages/{event.pk}/view_draft/?mode={channel}")

    picture(browser_page, f"preview-{channel}")
    assert violations(browser_page) == []
