from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from tests.browser import picture, violations
from tests.factories.site import Site, make_event, make_page, make_root, make_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COMPOUND = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
PATHS = ["/", "/wer-wir-sind/", "/stellungnahmen/", "/stellungnahmen/nein-zur-wehrpflicht/", "/termine/", "/nirgends/"]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def website(site: Site, live_server: Any) -> str:
    make_page(site.german, body=[("heading", {"text": COMPOUND, "level": "2"})], show_in_menus=True)
    make_statement(site.statements, summary=f"Zum {COMPOUND}.", key_points=[("point", COMPOUND)])
    make_event(site.events, venue=COMPOUND)
    address: str = live_server.url
    return address


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (375, "light"), (320, "dark")])
def test_pages_can_be_read_by_everyone(website: str, browser_page: Page, width: int, scheme: Any) -> None:
    browser_page.set_viewport_size({"width": width, "height": 900})
    browser_page.emulate_media(color_scheme=scheme)

    for path in PATHS:
        browser_page.goto(website + path)

        picture(browser_page, f"website{path.replace('/', '-')}{width}-{scheme}")
        assert violations(browser_page) == [], path
        assert browser_page.evaluate(OVERFLOW) == 0, path


def test_readers_get_no_cookie(website: str, browser_page: Page) -> None:
    browser_page.goto(website)

    assert browser_page.context.cookies() == []


def test_the_keyboard_reaches_the_content_at_once(website: str, browser_page: Page) -> None:
    browser_page.goto(website)

    browser_page.keyboard.press("Tab")
    browser_page.keyboard.press("Enter")

    assert browser_page.evaluate("location.hash") != ""
    assert browser_page.evaluate("document.querySelector(location.hash) !== null")


def test_the_example_site_can_be_read_by_everyone(live_server: Any, browser_page: Page, settings: Any) -> None:
    # Pictures have absolute addresses, and in this test they must lead to the server that is running.
    settings.PUBLIC_URL = live_server.url
    make_root()
    call_command("load_example_site")

    for path in ("/", "/en/"):
        response = browser_page.goto(live_server.url + path)

        assert response is not None
        assert response.status == 200
        picture(browser_page, f"example{path.replace('/', '-')}")
        assert violations(browser_page) == []
