from typing import Any

import pytest

from cms.channels.plainer import plainer
from cms.channels.wording import wording
from tests.factories import answers

GERMAN = wording("de")
PLAIN = {"HeadingBlock", "ParagraphBlock", "ImageBlock", "CallToActionBlock"}


def said(block: dict[str, Any]) -> list[Any]:
    """Return what the plainer blocks say, each by its own field."""
    fields = ("headingText", "html", "caption", "actionText")
    return [next(each[name] for name in fields if name in each) for each in plainer([block], words=GERMAN)]


def sample(name: str, **changes: Any) -> dict[str, Any]:
    return next(block for block in answers.MORE_BLOCKS if block["__typename"] == name) | changes


@pytest.mark.parametrize("block", answers.MORE_BLOCKS, ids=lambda block: block["__typename"])
def test_every_later_block_becomes_plain_ones(block: dict[str, Any]) -> None:
    assert {each["__typename"] for each in plainer([block], words=GERMAN)} <= PLAIN


def test_blocks_that_are_plain_or_unknown_stay_as_they_are() -> None:
    unknown = {"__typename": "HologramBlock", "id": "1"}

    assert list(plainer([*answers.BODY, unknown], words=GERMAN)) == [*answers.BODY, unknown]


def test_block_that_a_channel_has_its_own_form_for_stays() -> None:
    table = sample("TableBlock")

    assert list(plainer([table], words=GERMAN, own={"TableBlock"})) == [table]


def test_file_is_called_with_its_kind_and_size() -> None:
    assert said(sample("FileBlock")) == ["Broschüre: Klarheit & Einheit (PDF, 1,2\u00a0MB)"]


def test_file_without_a_title_is_called_by_its_name() -> None:
    assert said(sample("FileBlock", fileTitle="", fileName="a.pdf")) == ["a.pdf (PDF, 1,2\u00a0MB)"]


def test_file_that_is_not_for_everybody_is_left_out() -> None:
    assert said(sample("FileBlock", fileTitle="", fileName="", href=None)) == []


def test_video_names_its_provider_if_it_has_one() -> None:
    assert said(sample("EmbedBlock", embedTitle="Titel", provider="YouTube", image=None)) == ["Titel (Video, YouTube)"]
    assert said(sample("EmbedBlock", embedTitle="Titel", provider="", image=None)) == ["Titel (Video)"]


def test_linked_event_says_when_it_is_and_what_has_changed() -> None:
    event = sample("LinkedPageBlock")["linkedPage"] | {
        "title": "Kongress",
        "status": "CANCELLED",
        "summary": "Drei Tage.",
    }

    paragraph, call = said(sample("LinkedPageBlock", linkedPage=event))

    assert paragraph == "<p>Drei Tage.</p>"
    assert call.startswith("Abgesagt: Kongress (Freitag, 11. Dezember 2026")


def test_linked_page_that_cannot_be_read_is_left_out() -> None:
    assert said(sample("LinkedPageBlock", linkedPage=None)) == []


def test_row_of_a_table_names_its_columns() -> None:
    assert "".join(said(sample("TableBlock"))) == (
        "<p><b>Rüstungsausgaben in Milliarden Euro</b></p><ul>"
        "<li><b>Jahr: 2024</b>; Haushalt: 51,95; Sondervermögen: 19,8</li>"
        "<li><b>Jahr: 2025</b>; Haushalt: 62,4; Sondervermögen: 24,1</li></ul>"
    )


def test_table_without_rows_names_its_columns() -> None:
    assert said(sample("TableBlock", rows=[], tableCaption="")) == ["<p>Jahr, Haushalt, Sondervermögen</p>"]


def test_timeline_keeps_lines_and_markup_of_its_texts() -> None:
    entry = {"date": "1918", "title": "", "text": "a < b\n\nund & c"}

    assert said(sample("TimelineBlock", timelineHeading="", entries=[entry])) == [
        "<ul><li><b>1918</b><br>a &lt; b<br>und &amp; c</li></ul>"
    ]


def test_notes_are_numbered() -> None:
    heading, notes = said(sample("FootnotesBlock"))

    assert heading == "Anmerkungen"
    assert notes.startswith("<ol><li><p>W. I. Lenin")


def test_questions_stand_below_the_heading_of_their_section() -> None:
    blocks = [block for block in plainer([sample("QuestionsBlock")], words=GERMAN) if "level" in block]

    assert [(block["headingText"], block["level"]) for block in blocks] == [
        ("Häufige Fragen", 2),
        ("Wer kann mitmachen?", 3),
        ("Was kostet es?", 3),
    ]
