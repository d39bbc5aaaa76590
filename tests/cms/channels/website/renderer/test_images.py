import re
from typing import Any

import pytest

from cms.channels.website.renderer.body import body
from cms.channels.website.renderer.images import hero, picture
from cms.channels.wording import wording
from tests.factories.answers import BODY, IMAGE, MORE_BLOCKS

NOT_MADE = {"picture": None, "content": None, "wide": None, "card": None}
SHOWN, GALLERY, VIDEO = BODY[4], MORE_BLOCKS[0], MORE_BLOCKS[1]


def test_a_picture_comes_in_every_format_and_width_on_its_own_color() -> None:
    media, sizes = "https://www.example.org/media/images/fahnen", "100vw"

    assert picture(IMAGE, alt="Fahnen", sizes=sizes) == (
        '<div class="picture">\n'
        '<svg aria-hidden="true" focusable="false"><rect width="100%" height="100%" fill="#a8121a"/></svg>\n'
        "<picture>\n"
        f'<source type="image/avif" srcset="{media}.800x450.avif 800w, {media}.1600x900.avif 1600w" sizes="100vw">\n'
        f'<source type="image/webp" srcset="{media}.800x450.webp 800w, {media}.1600x900.webp 1600w" sizes="100vw">\n'
        f'<img src="{media}.1600x900.jpg" srcset="{media}.800x450.jpg 800w, {media}.1600x900.jpg 1600w" sizes="100vw" '
        'width="1600" height="900" alt="Fahnen" loading="lazy" decoding="async">\n'
        "</picture>\n"
        "</div>"
    )


def test_a_picture_whose_widths_are_not_made_yet_is_shown_in_one() -> None:
    html = picture(IMAGE | {"picture": None, "wide": None, "dominantColor": None}, alt="", sizes="100vw")

    assert html == (
        '<div class="picture">\n<picture>\n<img src="https://www.example.org/media/images/fahnen.content.jpg" '
        'width="1200" height="675" alt="" loading="lazy" decoding="async">\n</picture>\n</div>'
    )


def test_nothing_in_a_picture_leaves_its_attribute() -> None:
    html = picture(IMAGE | {"dominantColor": '"><b>'}, alt='"><b>', sizes="100vw")

    assert "<b>" not in html


@pytest.mark.parametrize("image", [None, IMAGE | NOT_MADE])
def test_a_picture_that_is_not_there_yet_stands_for_no_page(image: Any) -> None:
    assert hero(image, wording("de")) is None


def loading(blocks: list[dict[str, Any]], image: dict[str, Any] | None = None) -> list[str]:
    """Return for each picture of a text whether it is fetched at once."""
    html = body({"locale": "de", "body": blocks, "heroImage": image})
    return ["high" if "fetchpriority" in tag else "lazy" for tag in re.findall("<img[^>]*>", html)]


@pytest.mark.parametrize(
    ("blocks", "image", "expected"),
    [
        ([SHOWN, GALLERY], None, ["high", "lazy", "lazy"]),
        ([GALLERY, SHOWN], None, ["high", "lazy", "lazy"]),
        ([SHOWN | {"image": SHOWN["image"] | NOT_MADE}, SHOWN], None, ["high"]),
        ([SHOWN, SHOWN | {"id": "6"}], IMAGE, ["lazy", "lazy"]),
        ([SHOWN, SHOWN | {"id": "6"}], IMAGE | NOT_MADE, ["high", "lazy"]),
        ([SHOWN | {"image": None}], None, []),
    ],
)
def test_only_the_first_picture_of_a_page_is_fetched_at_once(
    blocks: list[dict[str, Any]], image: dict[str, Any] | None, expected: list[str]
) -> None:
    assert loading(blocks, image) == expected


def test_the_picture_of_a_video_waits_with_it() -> None:
    assert loading([VIDEO, SHOWN]) == ["high"]
    assert "loading=&quot;lazy&quot;" in body({"locale": "de", "body": [VIDEO]})
