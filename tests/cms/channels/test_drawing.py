import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.core.cache import caches
from PIL import Image

from cms.channels.drawing import drawn_once
from cms.typesetting import slides
from cms.typesetting.content import Brand, Slide, TitleSlide
from cms.typesetting.palette import Style
from cms.typesetting.shapes import PORTRAIT, SQUARE, Shape

BRAND = Brand(primary="#a8121a", ink="#1b1b1f", paper="#fbf9f5", name="Bündnis")
TITLE = TitleSlide(title="Frieden")


@pytest.fixture(autouse=True)
def nothing_drawn() -> Iterator[None]:
    caches["slides"].clear()
    slides.draw.cache_clear()
    yield
    caches["slides"].clear()


def drawn(content: TitleSlide = TITLE, *, style: Style = Style.BRAND, shape: Shape = PORTRAIT) -> Slide:
    return drawn_once(content, brand=BRAND, language="de", style=style, shape=shape)


def test_a_slide_is_drawn_once_whichever_process_asks() -> None:
    first = drawn()
    # Another process has none of what this one remembers.
    slides.draw.cache_clear()

    assert drawn() == first
    assert slides.draw.cache_info().misses == 0


@pytest.mark.parametrize(
    "other",
    [
        lambda: drawn(replace(TITLE, title="Brot")),
        lambda: drawn(style=Style.INK),
        lambda: drawn(shape=SQUARE),
        lambda: drawn_once(
            TITLE, brand=replace(BRAND, primary="#00527a"), language="de", style=Style.BRAND, shape=PORTRAIT
        ),
    ],
    ids=["words", "style", "shape", "brand"],
)
def test_what_looks_different_is_drawn_anew(other: object) -> None:
    first = drawn()

    assert other().jpeg != first.jpeg  # type: ignore[operator]  It is one of the functions above.
    with Image.open(io.BytesIO(drawn().jpeg)) as picture:
        assert picture.size == (1080, 1350)
