from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.browser import picture, violations
from tests.cms.channels.test_preview_browser import sign_in
from tests.factories.desk import days, make_failure, plan_post, published_on
from tests.factories.site import Site, make_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = {
    "dashboard": "/admin/",
    "aging-pages": "/admin/reports/aging/",
    "unused-images": "/admin/reports/unused-images/",
    "unused-files": "/admin/reports/unused-files/",
    "failed-deliveries": "/admin/reports/failed-deliveries/",
}


@pytest.fixture
def filled(site: Site) -> Site:
    page = published_on(make_statement(site.statements), timezone.now() - days(400))
    plan_post(page, at=timezone.now() + days(1))
    published_on(page, timezone.now() - days(400))
    make_failure(page)
    return site


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_own_screens_are_accessible(filled: Site, live_server: Any, browser_page: Page, theme: Any, width: int) -> None:
    browser_page.emulate_media(color_scheme=theme)
    browser_page.set_viewport_size({"width": width, "height": 900})
    sign_in(browser_page, live_server.url)
    found = {}
    for name, address in SCREENS.items():
        browser_page.goto(f"{live_server.url}{address}")
        picture(browser_page, f"{name}-{theme}-{width}")
        found[name] = violations(browser_page)

    assert found == {name: [] for name in SCREENS}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_sign_in_is_accessible(site: Site, live_server: Any, browser_page: Page, theme: Any) -> None:
    browser_page.emulate_media(color_scheme=theme)
    browser_page.set_viewport_size({"width": 390, "height": 844})

    browser_page.goto(f"{live_server.url}/admin/login/")

    picture(browser_page, f"sign-in-{theme}-390")
    assert violations(browser_page) == []
