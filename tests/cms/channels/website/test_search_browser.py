from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import picture, violations
from tests.cms.channels.website.test_website_browser import COMPOUND, OVERFLOW
from tests.factories.site import Site, make_event, make_page, make_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESSES = {
    "blank": "/suche/",
    "found": "/suche/?q=Wehrpflicht",
    "group": "/suche/?q=Wehrpflicht&type=events",
    "nothing": "/suche/?q=Wolkenkuckucksheim",
    "english": "/en/search/?q=Wehrpflicht",
}


@pytest.fixture
def website(site: Site, live_server: Any) -> str:
    make_page(site.german, show_in_menus=True)
    make_statement(site.statements, f"{COMPOUND} und Wehrpflicht", slug="lang", summary="Zur Wehrpflicht und mehr.")
    make_event(site.events, "Treffen zur Wehrpflicht")
    for number in range(12):
        text = f"<p>{'Ein Satz über anderes. ' * 20}Zur Wehrpflicht. {'Noch ein Satz. ' * 20}</p>"
        make_page(site.german, f"Seite {number}", slug=f"s-{number}", body=[("paragraph", {"text": text})])
    address: str = live_server.url
    return address


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_search_can_be_used_by_everyone(website: str, browser_page: Page, width: int, scheme: Any) -> None:
    browser_page.set_viewport_size({"width": width, "height": 900})
    browser_page.emulate_media(color_scheme=scheme)

    for name, address in ADDRESSES.items():
        browser_page.goto(website + address)

        picture(browser_page, f"search-{name}-{width}-{scheme}")
        assert violations(browser_page) == [], address
        assert browser_page.evaluate(OVERFLOW) == 0, address


def test_readers_search_from_any_page_and_read_on(website: str, browser_page: Page) -> None:
    browser_page.goto(website)

    browser_page.get_by_label("Wonach suchen Sie?").fill("Wehrpflicht")
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url("**/suche/?q=Wehrpflicht")
    assert browser_page.get_by_label("Wonach suchen Sie?").input_value() == "Wehrpflicht"
    assert browser_page.locator("mark").first.inner_text().replace("\u00ad", "") == "Wehrpflicht"

    browser_page.get_by_role("link", name="Weitere Treffer").click()
    browser_page.get_by_role("link", name="Zum Anfang der Treffer").click()
    browser_page.get_by_role("link", name="English").click()
    browser_page.wait_for_url("**/en/search/?q=Wehrpflicht")
    assert browser_page.context.cookies() == []
