from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.images.models import CustomImage
from cms.images.tasks import create_renditions, create_variants
from tests.cms.images.test_models import make_image
from tests.factories.site import Site, make_statement

Ask = Callable[..., Any]

IMAGE = """{ route(path: "/") { ... on PageRoute { page { heroImage {
  placeholder dominantColor focalPoint { x y }
  responsive(preset: WIDE) {
    sources { type srcset candidates { url width height } } src width height sizes
  }
} } } } }"""
LIST = """{ statements(first: 20) { nodes { heroImage {
  alt responsive(preset: CARD) { sources { srcset } src } placeholder dominantColor focalPoint { x }
} } } }"""


def hero(ask: Ask) -> Any:
    return ask(IMAGE)["route"]["page"]["heroImage"]


@pytest.fixture
def image(site: Site) -> Any:
    site.german.hero_image = make_image(
        focal_point_x=900, focal_point_y=225, focal_point_width=40, focal_point_height=40
    )
    site.german.save()
    return site.german.hero_image


def test_an_image_is_answered_for_a_picture_element(image: Any, ask: Ask) -> None:
    create_renditions.call(image.pk)
    create_variants.call(image.pk)

    answer = hero(ask)

    responsive = answer["responsive"]
    assert [source["type"] for source in responsive["sources"]] == ["image/avif", "image/webp", "image/jpeg"]
    assert (responsive["width"], responsive["height"]) == (1200, 676)
    assert responsive["sizes"] == "(max-width: 1200px) 100vw, 1200px"
    assert answer["focalPoint"] == {"x": 0.75, "y": 0.25}
    assert answer["dominantColor"] == "#a8121a"
    assert len(answer["placeholder"]) <= 1024
    for source in responsive["sources"]:
        candidates = source["candidates"]
        assert source["srcset"] == ", ".join(f"{each['url']} {each['width']}w" for each in candidates)
        assert all(each["url"].startswith("https://www.example.org/media/images/") for each in candidates)
    assert responsive["src"] == responsive["sources"][-1]["candidates"][-1]["url"]


def test_what_has_not_been_made_is_absent(image: Any, ask: Ask) -> None:
    answer = hero(ask)

    assert (answer["responsive"], answer["placeholder"], answer["dominantColor"]) == (None, None, None)
    assert image.renditions.count() == 0


def test_without_a_focal_point_the_middle_matters(site: Site, ask: Ask) -> None:
    site.german.hero_image = make_image()
    site.german.save()

    assert hero(ask)["focalPoint"] == {"x": 0.5, "y": 0.5}


def test_twenty_images_cost_no_more_than_one(site: Site, ask: Ask) -> None:
    first = make_image()
    create_renditions.call(first.pk)
    create_variants.call(first.pk)
    first.refresh_from_db()
    make_statement(site.statements, title="0", hero_image=first)
    ask(LIST)
    with CaptureQueriesContext(connection) as one:
        ask(LIST)
    for number in range(1, 20):
        make_statement(site.statements, title=str(number), hero_image=_like(first))
    # What is remembered of a site is looked up anew after a change.
    ask(LIST)

    with CaptureQueriesContext(connection) as twenty:
        answer = ask(LIST)

    assert len(answer["statements"]["nodes"]) == 20
    assert all(node["heroImage"]["responsive"]["sources"] for node in answer["statements"]["nodes"])
    assert len(twenty) == len(one)
    about_images = [query["sql"] for query in twenty if "images_" in query["sql"]]
    assert len(about_images) <= 2


def _like(image: CustomImage) -> CustomImage:
    """Return another image of the same files, as making them takes a while."""
    fields = {field.attname: getattr(image, field.attname) for field in image._meta.concrete_fields}
    return CustomImage.objects.create(**fields | {"id": None})
