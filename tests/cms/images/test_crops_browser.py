from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Locator, Page

from tests.browser import picture, violations
from tests.cms.channels.website.test_website_browser import OVERFLOW
from tests.cms.images.test_models import make_image
from tests.factories.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def crops(site: Site, live_server: Any, browser_page: Page) -> Locator:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("editor"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    browser_page.context.add_cookies([cookie])
    browser_page.goto(f"{live_server.url}/admin/images/{make_image().pk}/")
    return browser_page.locator("[data-crop]")


def test_each_cut_has_its_shape(crops: Locator, browser_page: Page) -> None:
    boxes = [(crop.get_attribute("data-crop"), crop.bounding_box() or {}) for crop in crops.all()]

    shapes = {name: round(box["width"] / box["height"], 1) for name, box in boxes}
    assert shapes == {"4:5": 0.8, "1:1": 1.0, "9:16": 0.6, "16:9": 1.8}
    picture(browser_page, "image-crops")


def test_cuts_follow_while_the_focal_point_is_drawn(crops: Locator, browser_page: Page) -> None:
    draw(browser_page)
    during = square(crops)

    browser_page.mouse.up()
    after = settled(crops, browser_page)

    assert during > 85
    assert after == during


def test_cuts_go_back_when_the_focal_point_is_removed(crops: Locator, browser_page: Page) -> None:
    draw(browser_page)
    browser_page.mouse.up()

    browser_page.locator(".remove-focal-point").click()

    assert settled(crops, browser_page) == 50


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_an_image_can_be_edited_by_everyone(crops: Locator, browser_page: Page, width: int, scheme: Any) -> None:
    browser_page.set_viewport_size({"width": width, "height": 900})
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.reload(wait_until="networkidle")

    picture(browser_page, f"image-edit-{width}-{scheme}")

    assert violations(browser_page) == []
    assert browser_page.evaluate(OVERFLOW) == 0


def draw(page: Page) -> None:
    """Draw a box at the right edge of the picture and hold the mouse."""
    page.wait_for_load_state("networkidle")
    box = page.locator(".focal-point-chooser").bounding_box() or {}
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.99, box["y"] + box["height"] * 0.6, steps=4)
    # The cuts move after the event, so let it end.
    page.wait_for_timeout(50)


def settled(crops: Locator, page: Page) -> float:
    page.wait_for_timeout(50)
    return square(crops)


def square(crops: Locator) -> float:
    position: float = crops.nth(1).evaluate("image => parseFloat(image.style.objectPosition)")
    return position
