from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.browser import picture, violations
from tests.factories.newsletters import make_archive, make_issue, next_events, picks
from tests.factories.site import Site, make_event, make_page, make_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def website(site: Site, live_server: Any) -> str:
    make_event(site.events, start=timezone.now() + timedelta(days=1))
    pages = make_statement(site.statements, summary="Kein Cent."), make_page(site.german), make_page(site.english, "Us")
    sections = [picks(*pages), next_events()]
    make_issue(make_archive(site.german), summary="Das Neueste.", sections=sections).save_revision().publish()
    address: str = live_server.url
    return address


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("path", ["/newsletter/", "/newsletter/erste-ausgabe/"])
def test_issues_can_be_read_by_everyone(website: str, browser_page: Page, path: str, width: int, scheme: Any) -> None:
    browser_page.set_viewport_size({"width": width, "height": 900})
    browser_page.emulate_media(color_scheme=scheme)

    browser_page.goto(website + path)

    picture(browser_page, f"website{path.replace('/', '-')}{width}-{scheme}")
    assert violations(browser_page) == []
    assert browser_page.evaluate(OVERFLOW) == 0
