from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import picture, violations
from tests.cms.channels.test_preview_browser import sign_in
from tests.factories.site import NOW, Site
from tests.factories.webhooks import make_endpoint, make_webhook_delivery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_screens_are_accessible(site: Site, live_server: Any, browser_page: Page, theme: Any, width: int) -> None:
    endpoint = make_endpoint(is_active=False, disabled_because="failing", disabled_at=NOW)
    delivery = make_webhook_delivery(endpoint, state="failed", tries=9)
    delivery.attempts.create(fence=1, started_at=NOW, milliseconds=87, status=503, response="busy")
    screens = {
        "webhooks": "/admin/webhooks/",
        "webhook-new": "/admin/webhooks/new/",
        "webhook": f"/admin/webhooks/edit/{endpoint.pk}/",
        "webhook-rotate": f"/admin/webhooks/{endpoint.pk}/rotate/",
        "webhook-log": "/admin/reports/webhooks/",
        "webhook-resend": "/admin/reports/webhooks/resend/?state=failed",
        "webhook-delivery": f"/admin/reports/webhooks/{delivery.pk}/",
    }
    browser_page.emulate_media(color_scheme=theme)
    browser_page.set_viewport_size({"width": width, "height": 900})
    sign_in(browser_page, live_server.url)

    found = {}
    for name, address in screens.items():
        browser_page.goto(f"{live_server.url}{address}")
        picture(browser_page, f"{name}-{theme}-{width}")
        found[name] = violations(browser_page)

    assert found == {name: [] for name in screens}


def test_a_webhook_is_made_and_its_secret_shown_once(site: Site, live_server: Any, browser_page: Page) -> None:
    sign_in(browser_page, live_server.url)
    browser_page.goto(f"{live_server.url}/admin/webhooks/new/")
    browser_page.fill("input[name=name]", "Frontend")
    browser_page.fill("input[name=url]", "https://hooks.example.org/cms")
    browser_page.check("input[name=events][value='page.published']")
    browser_page.click("#w-editor-form button[type=submit]")

    secret = browser_page.input_value("#webhook-secret")
    found = violations(browser_page)
    browser_page.click(".button[href*=edit]")

    assert secret.startswith("whsec_")
    assert found == []
    assert secret not in browser_page.content()
