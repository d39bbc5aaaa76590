import io
from itertools import product

import pytest
from PIL import Image

from cms.typesetting.content import (
    Brand,
    ClosingSlide,
    EventSlide,
    KeyPointsSlide,
    PhotoSlide,
    QuoteSlide,
    TextSlide,
    TitleSlide,
)
from cms.typesetting.fitting import Overflow
from cms.typesetting.flow import Block
from cms.typesetting.hard_cases import FORTY_WORDS, hard_brand, hard_cases
from cms.typesetting.logo import InvalidLogo
from cms.typesetting.palette import Style
from cms.typesetting.profiles import srgb_profile
from cms.typesetting.shapes import PORTRAIT, SHAPES, SQUARE, STORY, Shape
from cms.typesetting.slides import alt_text, draw, is_drawable, number
from cms.typesetting.words import Run

BRAND = hard_brand()
# Instagram's limits of an image, docs/channels.md.
MAXIMUM_BYTES = 8 * 1024 * 1024
# The profile grid shows a middle part of this ratio.
GRID = 3 / 4
# How far colors of the even ground may stray in a JPEG.
NOISE = 24
EVEN = {name: content for name, content in hard_cases().items() if not isinstance(content, PhotoSlide)}
CASES = [pytest.param(name, shape, id=f"{name}-{shape.name}") for name, shape in product(EVEN, SHAPES.values())]


def text(*paragraphs: str) -> tuple[Block, ...]:
    return tuple(Block(runs=(Run(text=paragraph),)) for paragraph in paragraphs)


def picture(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg))


@pytest.mark.parametrize(("name", "shape"), CASES)
def test_what_is_said_stays_inside_the_safe_area(name: str, shape: Shape) -> None:
    (content,) = number([EVEN[name]])

    drawn = picture(draw(content, brand=BRAND, shape=shape).jpeg).convert("L")
    ground = drawn.getpixel((5, 5))
    box = drawn.point(lambda value: 255 * (abs(value - ground) > NOISE)).getbbox() or (0, 0, 0, 0)

    beside = max(shape.width - shape.height * GRID, 0) / 2
    assert drawn.size == (1080, shape.height)
    assert box[0] >= beside + 9
    assert box[2] <= shape.width - beside - 9
    assert box[1] >= shape.top
    assert box[3] <= shape.footer + 40


def test_stories_leave_their_ends_to_the_app() -> None:
    assert STORY.top >= 250
    assert STORY.footer + 40 <= STORY.height - 240


@pytest.mark.parametrize("name", hard_cases())
def test_every_slide_reaches_seven_to_one(name: str) -> None:
    assert draw(hard_cases()[name], brand=BRAND).contrast >= 7


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("name", ["photo", "photo, all white", "photo, all black"])
def test_photos_reach_seven_to_one_in_every_style(name: str, style: Style) -> None:
    assert draw(hard_cases()[name], brand=BRAND, style=style).contrast >= 7


@pytest.mark.parametrize("primary", ["#ffd500", "#ffffff", "#000000", "#3b7a57", "#808080"])
def test_any_brand_color_is_readable_on_a_photo(primary: str) -> None:
    brand = Brand(primary=primary, ink="#1b1b1f", paper="#fbf9f5", name="Bündnis")

    assert draw(hard_cases()["photo"], brand=brand).contrast >= 7


@pytest.mark.parametrize("name", hard_cases())
def test_slides_keep_to_the_limits_of_instagram(name: str) -> None:
    slide = draw(hard_cases()[name], brand=BRAND)

    drawn = picture(slide.jpeg)
    assert (drawn.format, drawn.width, drawn.mode) == ("JPEG", 1080, "RGB")
    assert drawn.info["icc_profile"] == srgb_profile()
    assert len(slide.jpeg) < MAXIMUM_BYTES
    assert len(slide.alt_text) <= 1000


@pytest.mark.parametrize("name", ["names", "photo", "event"])
def test_same_content_has_the_same_bytes(name: str) -> None:
    first = draw.__wrapped__(hard_cases()[name], brand=BRAND)

    assert draw.__wrapped__(hard_cases()[name], brand=BRAND) == first


def test_alt_text_is_the_text_in_reading_order() -> None:
    slide = TextSlide(
        heading="Forderungen", paragraphs=(*text("Wir wollen:"), Block(runs=(Run(text="Frieden"),), marker="•"))
    )

    assert draw(slide, brand=BRAND).alt_text == "Forderungen\nWir wollen:\n• Frieden"


def test_alt_text_of_a_photo_says_what_it_shows() -> None:
    assert draw(hard_cases()["photo"], brand=BRAND).alt_text == (
        "20. November 2026\nNein zur Wehrpflicht\n"
        "Die Wehrpflicht dient dem Krieg. Kein Mensch und kein Cent für die Aufrüstung.\n"
        "Bild: Konfetti\nBild: Fotogruppe Łódź, CC BY 4.0"
    )


def test_alt_text_of_an_event_says_when_and_where_in_words() -> None:
    assert draw(hard_cases()["event"], brand=BRAND).alt_text == (
        "Kundgebung\nKundgebung gegen Aufrüstung\n"
        "Gemeinsam auf die Straße gegen Aufrüstung und Kriegsvorbereitung.\n"
        "Samstag, 12. Dezember 2026, 17:30–19:00 Uhr\nPlatz vor dem Stadthaus\nMusterplatz 1, 10115 Berlin"
    )


def test_alt_text_of_a_quotation_has_its_marks() -> None:
    slide = draw(QuoteSlide(quotation="Ohne Klarheit keine Einheit.", source="Grundsätze"), brand=BRAND)

    assert slide.alt_text == "„Ohne Klarheit keine Einheit.“\n— Grundsätze"


def test_alt_text_is_whole_however_long() -> None:
    assert alt_text(["Frieden " * 200, " ", "Kriegs\u00addienst"]) == "Frieden " * 199 + "Frieden\nKriegsdienst"


def test_emoji_are_dropped_and_reported() -> None:
    slide = draw(TitleSlide(title="Streik ✊ heute"), brand=BRAND)

    assert (slide.dropped, slide.alt_text) == (("✊",), "Streik heute")


def test_forty_words_are_a_headline_in_every_shape() -> None:
    assert [is_drawable(TitleSlide(title=FORTY_WORDS), brand=BRAND, shape=shape) for shape in SHAPES.values()] == [
        True,
        True,
        True,
    ]


@pytest.mark.parametrize("shape", [PORTRAIT, SQUARE, STORY])
def test_too_long_a_title_is_refused(shape: Shape) -> None:
    event = EventSlide(title="Frieden " * 200, moment="Heute", moment_lines=("Heute",))

    for content in (TitleSlide(title="Frieden " * 200), PhotoSlide(title="Frieden " * 200, photo=b""), event):
        assert not is_drawable(content, brand=BRAND, shape=shape)
        with pytest.raises(Overflow):
            draw(content, brand=BRAND, shape=shape)


def test_too_long_a_quotation_is_refused() -> None:
    assert not is_drawable(QuoteSlide(quotation="Frieden und Brot. " * 60), brand=BRAND)


def test_logo_that_is_no_picture_is_refused() -> None:
    brand = Brand(primary="#c8102e", ink="#000", paper="#fff", name="Bündnis", logo=b"<svg/>")

    with pytest.raises(InvalidLogo):
        draw(TitleSlide(title="Frieden"), brand=brand)


def test_numbered_slides_know_their_place() -> None:
    slides = number([TitleSlide(title="Frieden"), ClosingSlide(call="Komm!")])

    assert [(slide.position, slide.total) for slide in slides] == [(1, 2), (2, 2)]


def test_key_points_go_on_counting() -> None:
    whole = draw(KeyPointsSlide(heading="Wichtig", points=("Brot",)), brand=BRAND)

    assert draw(KeyPointsSlide(heading="Wichtig", points=("Brot",), first=5), brand=BRAND).jpeg != whole.jpeg
