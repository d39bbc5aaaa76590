from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cms.api.tokens.keys import is_well_formed
from cms.api.tokens.models import Token
from tests.browser import picture, violations
from tests.cms.channels.test_preview_browser import sign_in
from tests.factories.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_token_is_made_and_revoked(site: Site, live_server: Any, browser_page: Page, width: int) -> None:
    browser_page.set_viewport_size({"width": width, "height": 900})
    sign_in(browser_page, live_server.url)
    found = {}

    def look(name: str) -> None:
        picture(browser_page, f"tokens-{name}-{width}")
        found[name] = violations(browser_page)
        sideways = browser_page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert sideways <= 0, name

    browser_page.goto(f"{live_server.url}/admin/api-tokens/new/")
    look("new")
    browser_page.fill("input[name=name]", "Website")
    browser_page.click("main button[type=submit]")
    expect(browser_page.locator("#token-key")).to_be_visible()
    look("created")
    assert is_well_formed(browser_page.input_value("#token-key"))
    browser_page.goto(f"{live_server.url}/admin/api-tokens/")
    look("list")
    token = Token.objects.get()
    browser_page.goto(f"{live_server.url}/admin/api-tokens/edit/{token.pk}/")
    look("edit")
    browser_page.goto(f"{live_server.url}/admin/api-tokens/delete/{token.pk}/")
    look("revoke")
    browser_page.click("main button[type=submit]")
    expect(browser_page.locator("main")).to_contain_text("Website")

    token.refresh_from_db()
    assert token.revoked_at
    assert found == {name: [] for name in found}
