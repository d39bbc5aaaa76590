from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Locator, Page

from tests.browser import picture
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
    browser_page.wait_for_load_state("networkidle")
    box = browser_page.locator(".focal-point-chooser").bounding_box() or {}

    browser_page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.4)
    browser_page.mouse.down()
    browser_page.mouse.move(box["x"] + box["width"] * 0.99, box["y"] + box["height"] * 0.6, steps=4)
    browser_page.mouse.up()
    browser_page.wait_for_function("document.querySelector('[data-crop=\"1:1\"]').style.objectPosition !== '50% 50%'")

    square = crops.nth(1).evaluate("image => parseFloat(image.style.objectPosition)")
    assert square > 85
