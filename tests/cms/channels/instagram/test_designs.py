import io
from datetime import UTC, datetime
from typing import Any

import pytest
from PIL import Image

from cms.channels.instagram.renderer import render, story
from cms.channels.instagram.renderer.moments import numeral_and_lines
from cms.channels.wording import wording
from cms.measure import fits
from cms.transports.instagram import InstagramMessage
from tests.factories.answers import IMAGE, answer, event, page, series, statement

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "https://www.example.org/media/images/fahnen.portrait.jpg"
RED, PAPER = (168, 18, 26), (251, 249, 245)
HERO = IMAGE | {"asset": {"url": URL, "width": 1080, "height": 1350}, "credit": "KO", "license": "CC0"}
PARAGRAPH = {"__typename": "ParagraphBlock", "id": "1", "html": "<p>Wir wollen Klarheit.</p>"}
QUOTE = {"__typename": "QuoteBlock", "id": "2", "quotation": "Ohne Klarheit keine Einheit.", "source": "Grundsätze"}


def photo() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (1080, 1350), "#00ff00").save(stream, "JPEG")
    return stream.getvalue()


def message(page: dict[str, Any]) -> InstagramMessage:
    return render(answer(page), now=NOW, assets={URL: photo()})


def texts(page: dict[str, Any]) -> list[str]:
    return [slide.alt_text for slide in message(page).slides]


def is_painted(jpeg: bytes, color: tuple[int, int, int]) -> bool:
    painted = Image.open(io.BytesIO(jpeg)).getpixel((20, 20))
    return max(abs(one - two) for one, two in zip(painted, color, strict=True)) < 12


def test_a_page_with_an_image_opens_with_it() -> None:
    first = message(statement(heroImage=HERO)).slides[0]

    assert is_painted(first.jpeg, (0, 255, 0))
    assert first.alt_text.endswith("Bild: Rote Fahnen vor hellem Himmel\nBild: KO, CC0")


@pytest.mark.parametrize(
    ("shape", "name", "size"), [("PORTRAIT", "heroImage", (1080, 1350)), ("SQUARE", "squareImage", (1080, 1080))]
)
def test_slides_have_the_shape_that_the_editors_chose(shape: str, name: str, size: tuple[int, int]) -> None:
    post = {"isEnabled": True, "text": "", "slideStyle": "BRAND", "slideShape": shape}

    slides = message(statement(heroImage=HERO | {"asset": None}, post=post) | {name: HERO}).slides

    assert {Image.open(io.BytesIO(slide.jpeg)).size for slide in slides} == {size}
    assert is_painted(slides[0].jpeg, (0, 255, 0))


def test_a_story_is_as_high_as_a_phone_whatever_shape_the_post_has() -> None:
    data = answer(statement(storyImage=HERO))

    slides = story(data, assets={URL: photo()})

    assert {Image.open(io.BytesIO(slide.jpeg)).size for slide in slides} == {(1080, 1920)}
    assert is_painted(slides[0].jpeg, (0, 255, 0))


def test_the_last_slide_shows_an_address_that_can_be_typed() -> None:
    last = texts(statement())[-1]

    assert "www.example.org/s/7\n" in last


def test_words_for_a_picture_that_are_too_long_are_cut_and_told() -> None:
    said = message(statement(heroImage=HERO | {"alt": "Fahnen " * 200, "credit": ""}))

    assert fits(said.slides[0].alt_text, limit_name="instagram.alt_text")
    assert said.slides[0].alt_text.endswith("Fahnen …")
    assert "\n" in said.slides[0].alt_text
    assert said.notes == ("The channel takes 1000 characters of an alt text. Cut was that of slide 1.",)


def test_a_decorative_image_is_not_described() -> None:
    first = message(statement(heroImage=HERO | {"isDecorative": True, "credit": "", "license": ""})).slides[0]

    assert "Bild" not in first.alt_text


def test_a_page_whose_image_has_not_been_made_opens_in_color() -> None:
    assert is_painted(message(statement(heroImage=HERO | {"asset": None})).slides[0].jpeg, RED)


def test_text_that_leaves_no_room_for_the_image_is_told() -> None:
    said = message(statement(heroImage=HERO, title="Wir rufen alle Arbeiterinnen " * 7, summary="Kommt! " * 15))

    assert is_painted(said.slides[0].jpeg, RED)
    assert said.notes == ("Title and summary leave no room for the picture. Shorten them to show it on the slide.",)


def test_a_quotation_has_a_slide_of_its_own() -> None:
    assert texts(page(body=[PARAGRAPH, QUOTE, PARAGRAPH]))[1:-1] == [
        "Wir wollen Klarheit.",
        "„Ohne Klarheit keine Einheit.“\n— Grundsätze",
        "Wir wollen Klarheit.",
    ]


def test_a_quotation_follows_the_key_points() -> None:
    said = texts(statement(body=[PARAGRAPH, QUOTE]))

    assert [text.split("\n")[0] for text in said[1:-1]] == ["Das Wichtigste", "„Ohne Klarheit keine Einheit.“"]


def test_a_quotation_below_a_heading_stays_with_it() -> None:
    heading = {"__typename": "HeadingBlock", "id": "3", "headingText": "Klärung", "level": 2, "anchor": "k"}

    assert texts(page(body=[heading, QUOTE]))[1] == "Klärung\n„Ohne Klarheit keine Einheit.“\n— Grundsätze"


def test_many_quotations_flow_with_the_text_rather_than_being_cut() -> None:
    said = message(page(body=[PARAGRAPH, QUOTE] * 6))

    assert (len(said.slides) < 10, said.notes) == (True, ())
    assert "\n".join(slide.alt_text for slide in said.slides).count("Ohne Klarheit") == 6


def test_what_does_not_fit_is_told() -> None:
    long = PARAGRAPH | {"html": "<p>" + "Wir wollen Klarheit über alle strittigen Fragen. " * 400 + "</p>"}

    assert message(page(body=[long])).notes == (
        "Not everything fits on 10 slides; the last one says where to read on.",
    )


def test_emoji_are_left_out_and_told() -> None:
    assert message(page(title="Streik ✊")).notes == ("The typeface has no ✊, so the slides leave it out.",)


def test_an_event_opens_with_its_day_and_does_not_repeat_it() -> None:
    said = texts(event(body=[PARAGRAPH]))

    assert said[0] == (
        "Offenes Treffen\nOffenes Treffen\n"
        "Wir klären strittige Fragen der kommunistischen Bewegung, offen und gemeinsam.\n"
        "Samstag, 5. Dezember 2026, 14:00–16:00 Uhr\nStadtteilladen\nLange Straße 1, 04103 Leipzig"
    )
    assert said[1] == "Wir wollen Klarheit."


def test_an_event_that_is_off_says_so_in_its_title() -> None:
    assert "Abgesagt: Offenes Treffen" in texts(event(status="CANCELLED"))[0]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-12-05T14:00:00+01:00", "2026-12-05T16:00:00+01:00", ("5.", "Dezember 2026", "Samstag, 14:00–16:00 Uhr")),
        (
            "2026-11-07T10:00:00+01:00",
            "2026-11-08T17:00:00+01:00",
            ("7.–8.", "November 2026", "Samstag, 10:00 Uhr –", "Sonntag, 17:00 Uhr"),
        ),
        (
            "2026-10-31T10:00:00+01:00",
            "2026-11-01T17:00:00+01:00",
            ("", "31. Oktober 2026 –\u00a01. November 2026", "Samstag, 10:00 Uhr –", "Sonntag, 17:00 Uhr"),
        ),
    ],
)
def test_the_day_is_a_numeral(start: str, end: str, expected: tuple[str, ...]) -> None:
    numeral, lines = numeral_and_lines(event(start=start, end=end), words=wording("de"))

    assert (numeral, *lines) == expected


def test_a_series_has_no_day() -> None:
    assert numeral_and_lines(series(), words=wording("de")) == (
        "",
        ("Jeden Donnerstag", "19:00–21:00 Uhr", "bis 24. Juni 2027"),
    )


def test_english_days_have_no_point() -> None:
    numeral, lines = numeral_and_lines(event(), words=wording("en"))

    assert (numeral, *lines) == ("5", "December 2026", "Saturday, 14:00–16:00")
