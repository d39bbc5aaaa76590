import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.channels.newsletter.renderer.letter import Letter
from cms.channels.newsletter.renderer.plain_text import WIDTH, PlainText, underlined, wrapped
from tests.cms.channels.newsletter.samples import LONG_WORD, mail, paragraph
from tests.factories import answers

SENTENCE = "Der Frieden beginnt im eigenen Land und braucht alle, die ihn wollen, auch im nächsten Jahr."


@pytest.fixture
def text() -> PlainText:
    return PlainText(Letter(page=answers.page(), site=answers.SITE))


def too_long(text: str) -> list[str]:
    return [line for line in text.splitlines() if len(line) > WIDTH and "://" not in line]


def test_lists_hang_inside_one_another(text: PlainText) -> None:
    html = f"<ol><li>{SENTENCE}<ul><li>{SENTENCE}</li></ul></li><li>Ende</li></ol>"

    assert text.paragraph(paragraph(html)) == (
        "1. Der Frieden beginnt im eigenen Land und braucht alle, die ihn wollen, auch\n"
        "   im nächsten Jahr.\n"
        "   - Der Frieden beginnt im eigenen Land und braucht alle, die ihn wollen,\n"
        "     auch im nächsten Jahr.\n"
        "2. Ende"
    )


def test_each_address_is_named_once(text: PlainText) -> None:
    html = '<p><a href="/a/">Eins <b>zwei</b></a>, <a href="https://www.example.org/a/">drei</a></p>'

    assert text.paragraph(paragraph(html)) == "Eins zwei (https://www.example.org/a/), drei"


def test_address_as_link_text_is_not_repeated(text: PlainText) -> None:
    html = '<p><a href="mailto:info@example.org">info@example.org</a> <a href="javascript:alert(1)">Hier</a></p>'

    assert text.paragraph(paragraph(html)) == "info@example.org Hier"


def test_raised_and_lowered_figures_keep_their_meaning(text: PlainText) -> None:
    html = "<p>10<sup>3</sup> t CO<sub>2</sub><br>und mehr</p>"

    assert text.paragraph(paragraph(html)) == "10³ t CO₂\nund mehr"


def test_quotation_is_indented_with_its_source(text: PlainText) -> None:
    block = {"quotation": "Ohne Klarheit keine Einheit.", "source": "Grundsätze, 2018"}

    assert text.quote(block) == "    „Ohne Klarheit keine Einheit.“\n    — Grundsätze, 2018"


def test_heading_is_underlined_as_wide_as_it_is() -> None:
    assert underlined("Klärung", level=2) == "Klärung\n-------"
    assert underlined(f"{LONG_WORD} und seine Folgen", level=1) == f"{LONG_WORD} und seine\nFolgen\n{'=' * 73}"


def test_whole_mail_names_every_address_once() -> None:
    message = mail(answers.event(onlineUrl="https://meet.example.org/raum", body=[*answers.BODY, *answers.BODY]))

    assert re.findall(r"https?://[^\s)]+|\S+@\S+", message.text) == [
        "https://meet.example.org/raum",
        "https://www.example.org/termine/",
        "https://www.example.org/mitmachen/",
        "https://www.example.org/termine/offenes-treffen/",
        "https://www.example.org/",
        "https://t.me/ko_beispiel",
        "https://www.instagram.com/ko.beispiel/",
        "info@example.org",
    ]


@pytest.mark.parametrize("page", [answers.statement(), answers.event(), answers.page(title=f"Das {LONG_WORD} " * 3)])
def test_no_line_is_too_long(page: dict[str, object]) -> None:
    assert too_long(mail(page).text) == []


@given(st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=40), max_size=60).map(" ".join))
def test_wrapping_loses_no_word(sentence: str) -> None:
    lines = wrapped(sentence, indented=4)

    assert lines.split() == sentence.split()
    assert too_long(lines) == []
