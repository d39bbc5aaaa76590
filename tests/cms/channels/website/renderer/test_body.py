import re
from html import escape, unescape
from typing import Any

import pytest
from django.utils.html import strip_tags
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.channels.feeds.renderer.statement import content
from cms.channels.website.renderer.body import body
from tests.factories.answers import MORE_BLOCKS, statement

# Whatever an editor's keyboard or clipboard holds: markup, emoji, other directions, control characters.
SIGNS = st.characters(exclude_categories=["Cs"]) | st.sampled_from("<>&\"'\u202e\u05d0\u0000\u200d😀")
TEXT = st.text(SIGNS, max_size=30)
NAMES = {
    *("galleryHeading", "caption", "embedTitle", "fileTitle", "title", "summary", "tableCaption", "columns", "cells"),
    *("timelineHeading", "date", "text", "questionsHeading", "question"),
}


def website(*blocks: dict[str, Any]) -> str:
    return body({"locale": "de", "body": list(blocks)})


def feeds(*blocks: dict[str, Any]) -> str:
    return content(statement(body=list(blocks), summary="", keyPoints=[], heroImage=None))


def words(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2060]+", "", text)


def texts(value: Any, *, name: str = "") -> list[str]:
    if isinstance(value, dict):
        return [text for key, part in value.items() if key != "image" for text in texts(part, name=key)]
    if isinstance(value, list):
        return [text for part in value for text in texts(part, name=name)]
    return [str(value)] if name in NAMES else []


def refilled(value: Any, draw: Any, *, name: str = "") -> Any:
    if isinstance(value, dict):
        is_event = "timeZone" in value
        kept = {"date", "start", "end"} if is_event else set()
        return {key: part if key in kept else refilled(part, draw, name=key) for key, part in value.items()}
    if isinstance(value, list):
        return [refilled(part, draw, name=name) for part in value]
    if name == "html":
        return f"<p>{escape(draw(TEXT))}</p>"
    return draw(TEXT) if name in NAMES and isinstance(value, str) else value


@pytest.mark.parametrize("block", MORE_BLOCKS, ids=lambda block: block["__typename"])
@pytest.mark.parametrize("channel", [website, feeds])
@settings(deadline=None)
@given(data=st.data())
def test_no_word_is_lost(channel: Any, block: dict[str, Any], data: st.DataObject) -> None:
    filled = refilled(block, data.draw)

    said = words(unescape(re.sub(r"<[a-z/!][^>]*>", "", channel(filled))))

    for text in texts(filled):
        assert words(unescape(escape(text))) in said


def test_frame_waits_and_its_content_cannot_leave_its_attribute() -> None:
    html = website(MORE_BLOCKS[1] | {"embedTitle": '"><script>alert(1)</script>'})
    inside = re.search(r'srcdoc="([^"]*)"', html)

    assert inside
    assert "<script" not in html
    assert "<script" not in unescape(inside[1])
    assert 'href="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"' in unescape(inside[1])


def test_number_in_superscript_leads_to_its_note_and_back() -> None:
    text = {"__typename": "ParagraphBlock", "html": "<p>Lenin<sup>1</sup>, 5 m<sup>2</sup>, x<sup>9</sup>.</p>"}

    html = website(text, MORE_BLOCKS[-1])

    place = '<a href="#footnote-1" id="footnote-1-text" role="doc-noteref" aria-label="Anmerkung 1">'
    assert f"{place}<sup>1</sup></a>" in html
    assert "m<sup>2</sup>" in html
    assert "x<sup>9</sup>" in html
    assert html.count("doc-backlink") == 1


def test_page_that_cannot_be_read_is_left_out() -> None:
    assert website(MORE_BLOCKS[3] | {"linkedPage": None}) == ""


def test_file_that_cannot_be_read_keeps_its_title() -> None:
    private = MORE_BLOCKS[2] | {"href": None, "fileName": "", "size": None, "mediaType": ""}

    assert strip_tags(website(private)) == "Broschüre: Klarheit &amp; Einheit"
