import io
import time

import pytest
from PIL import Image

from cms.typesetting.content import Content
from cms.typesetting.fitting import Overflow
from cms.typesetting.flow import Block
from cms.typesetting.sheet import InvalidLogo
from cms.typesetting.slides import (
    Brand,
    ClosingSlide,
    KeyPointsSlide,
    TextSlide,
    TitleSlide,
    alt_text,
    draw,
    number,
)
from cms.typesetting.words import Run

BRAND = Brand(
    primary="#c8102e", ink="#1a1a1a", paper="#faf7f2", name="Bündnis „Rüstungsstopp jetzt“ – Aktionskreis Nord"
)
COMPOUND = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
NAMES = "Łódź, Grzegorz Brzęczyszczykiewicz, Ayşegül Çağlayanoğlu, Őrség"
SAFE = 84


def text(*paragraphs: str) -> tuple[Block, ...]:
    return tuple(Block(runs=(Run(text=paragraph),)) for paragraph in paragraphs)


HARD: dict[str, Content] = {
    "one_word": TitleSlide(title="Frieden"),
    "compound": TitleSlide(kicker=COMPOUND, title=COMPOUND, summary=COMPOUND),
    "forty_words": TitleSlide(kicker="Aufruf", title="Wir rufen alle Arbeiterinnen " * 10, summary="Heute."),
    "capitals": TitleSlide(kicker="ÄÖÜ", title="ÄRZTE, ÖFFENTLICHER DIENST, ÜBERLASTUNG", summary=NAMES),
    "text": TextSlide(heading=COMPOUND, paragraphs=text(NAMES, COMPOUND, "https://example.org/" + "a/b" * 60)),
    "continued": TextSlide(heading=COMPOUND, continued=True, paragraphs=text("Frieden.")),
    "points": KeyPointsSlide(heading=NAMES, points=(COMPOUND, "Frieden", NAMES)),
    "closing": ClosingSlide(
        call=COMPOUND, url=f"https://example.org/{COMPOUND}/", handles=("@ko", "t.me/ko"), note=NAMES
    ),
}


@pytest.mark.parametrize("name", HARD)
def test_hard_cases_stay_inside_the_safe_area(name: str) -> None:
    (content,) = number([HARD[name]])

    picture = Image.open(io.BytesIO(draw(content, brand=BRAND).jpeg)).convert("L")
    ground = picture.getpixel((5, 5))
    box = picture.point(lambda value: 255 * (abs(value - ground) > 24)).getbbox() or (0, 0, 0, 0)

    assert picture.size == (1080, 1350)
    assert box[0] >= SAFE
    assert box[1] >= SAFE
    assert box[2] <= 1080 - SAFE
    assert box[3] <= 1350 - 60


@pytest.mark.parametrize("name", HARD)
def test_every_slide_reaches_seven_to_one(name: str) -> None:
    assert draw(HARD[name], brand=BRAND).contrast >= 7


@pytest.mark.parametrize("name", HARD)
def test_same_content_has_the_same_bytes(name: str) -> None:
    assert draw(HARD[name], brand=BRAND) == draw(HARD[name], brand=BRAND)


def test_alt_text_is_the_text_in_reading_order() -> None:
    slide = TextSlide(
        heading="Forderungen", paragraphs=(*text("Wir wollen:"), Block(runs=(Run(text="Frieden"),), marker="•"))
    )

    assert draw(slide, brand=BRAND).alt_text == "Forderungen\nWir wollen:\n• Frieden"


def test_alt_text_is_cut_at_a_word() -> None:
    cut = alt_text(["Frieden " * 200])

    assert len(cut) <= 1000
    assert cut.endswith("Frieden…")


def test_emoji_are_dropped_and_reported() -> None:
    slide = draw(TitleSlide(title="Streik ✊ heute"), brand=BRAND)

    assert (slide.dropped, slide.alt_text) == (("✊",), "Streik heute")


def test_too_long_a_title_is_refused() -> None:
    with pytest.raises(Overflow):
        draw(TitleSlide(title="Frieden " * 200), brand=BRAND)


def test_logo_that_is_no_picture_is_refused() -> None:
    brand = Brand(primary="#c8102e", ink="#000", paper="#fff", name="Bündnis", logo=b"<svg/>")

    with pytest.raises(InvalidLogo):
        draw(TitleSlide(title="Frieden"), brand=brand)


def test_numbered_slides_know_their_place() -> None:
    slides = number([TitleSlide(title="Frieden"), ClosingSlide(call="Komm!")])

    assert [(slide.position, slide.total) for slide in slides] == [(1, 2), (2, 2)]


def test_slide_takes_less_than_300_milliseconds() -> None:
    draw(HARD["text"], brand=BRAND)

    started = time.process_time()
    draw(HARD["text"], brand=BRAND)

    assert time.process_time() - started < 0.3
