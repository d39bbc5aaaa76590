from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route

from cms.channels.website.renderer import render
from cms.channels.website.renderer.brand import stylesheet
from cms.channels.website.views import security_headers
from tests.browser import picture, violations
from tests.factories.answers import BODY, MORE_BLOCKS, answer, page

pytestmark = pytest.mark.browser

HOME = "https://www.example.org"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
REFERRING = {"__typename": "ParagraphBlock", "id": "10", "html": "<p>Wie Lenin<sup>1</sup> sagt.</p>"}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def served(route: Route) -> None:
    """Answer as the website would, with its policy; a player answers with a page of its own."""
    address = urlsplit(route.request.url)
    if address.netloc != "www.example.org":
        route.fulfill(body="<title>Player</title><p>Es spielt.", content_type="text/html")
    elif address.path.startswith("/static/"):
        found = finders.find(address.path.removeprefix("/static/"))
        route.fulfill(path=Path(str(found))) if found else route.fulfill(status=404)
    elif address.path.startswith("/brand/"):
        route.fulfill(body=stylesheet(primary="#a8121a", ink="#1b1b1f", paper="#fbf9f5"), content_type="text/css")
    elif address.path.startswith("/media/"):
        route.fulfill(path=Path(str(finders.find("preview/example.svg"))), content_type="image/svg+xml")
    else:
        html = render(answer(page(body=[BODY[0], REFERRING, *MORE_BLOCKS])), now=NOW, assets={}).files[0].content
        route.fulfill(body=html, headers={**security_headers(), "Content-Type": "text/html; charset=utf-8"})


def opened(chromium: Browser, **options: Any) -> tuple[Page, list[str]]:
    shown = chromium.new_page(**options)
    hosts: list[str] = []
    shown.on("request", lambda request: hosts.append(urlsplit(request.url).netloc))
    shown.route("**/*", served)
    shown.goto(f"{HOME}/wer-wir-sind/")
    return shown, hosts


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (390, "light"), (1280, "dark")])
def test_blocks_can_be_read_by_everyone(chromium: Browser, width: int, scheme: Any) -> None:
    shown, _hosts = opened(chromium, viewport={"width": width, "height": 900}, color_scheme=scheme)

    shown.locator("iframe").scroll_into_view_if_needed()
    shown.frame_locator("iframe").locator("a").wait_for()
    picture(shown, f"blocks-{width}-{scheme}")
    assert violations(shown) == []
    assert shown.evaluate(OVERFLOW) == 0
    shown.close()


def test_nobody_is_asked_before_the_click(chromium: Browser) -> None:
    shown, hosts = opened(chromium)
    shown.locator("iframe").scroll_into_view_if_needed()
    link = shown.frame_locator("iframe").locator("a")
    link.wait_for()
    before = set(hosts)

    link.click()

    shown.frame_locator("iframe").get_by_text("Es spielt.").wait_for()
    assert before == {"www.example.org"}
    assert set(hosts) == {"www.example.org", "www.youtube-nocookie.com"}
    assert shown.url == f"{HOME}/wer-wir-sind/"
    shown.close()
