from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from cms.channels.additions import whole_body
from cms.channels.registry import channel
from cms.channels.wording import ENGLISH, GERMAN
from cms.transports.base import File
from tests.factories import answers
from tests.factories import register_answers as samples

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
# What each type must say wherever it is said, besides its title.
WORDS = {
    "debate": ["Offene Frage", "Erst klären", "gehört", "Fragen stellen sich", "AG Massenarbeit"],
    "contribution": ["AG Massenarbeit", "Ohne Klarheit keine Richtung", "Beides <zugleich>"],
    "programme": ["Was ist der Staat?"],
    "study_module": ["Der Staat als Werkzeug", "Donnerstag, 3. Dezember 2026, 19:00 Uhr", "Staat und Revolution"],
    "publication": ["Redaktion", "Klärung", "kostenlos", "978-3-320-1"],
    "signed_statement": ["Redaktion", "Bündnis Ost", "Klärung", "22. November 2026", "Kein Cent"],
}
TEXT_CHANNELS = ("website", "instagram", "telegram", "newsletter", "leaflet")


def shown(file: File) -> str:
    if file.media_type == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(BytesIO(file.content)).pages).replace("\u2010\n", "")
    if file.media_type.startswith("image/"):
        return ""
    return unescape(file.content.decode()).replace("\u2060", "").replace("\u00ad", "")


def said(name: str, page: dict[str, Any]) -> str:
    data = {"statements": {"nodes": [page]}, "site": answers.SITE} if name == "feeds" else answers.answer(page)
    texts = (shown(file) for file in channel(name).render(data, now=NOW, assets={}).files)
    return " ".join(" ".join(texts).replace("\u00a0", " ").split())


@pytest.mark.parametrize("name", TEXT_CHANNELS)
@pytest.mark.parametrize("sample", samples.PAGES, ids=lambda sample: sample.__name__)
def test_every_channel_says_what_pages_hold_besides_their_text(
    name: str, sample: Callable[..., dict[str, Any]]
) -> None:
    text = said(name, sample())

    assert [word for word in WORDS[sample.__name__] if word not in text] == []


@pytest.mark.parametrize("name", [*TEXT_CHANNELS, "feeds"])
def test_every_channel_shows_corrections(name: str) -> None:
    text = said(name, samples.signed_statement())

    assert "Berichtigung vom 22. November 2026" in text
    assert "Es muss heißen: „Kein Cent“ & <kein> Mensch." in text


def test_page_without_parts_is_its_body() -> None:
    page = samples.debate(positions=[], settlements=[], contributions=[])

    assert whole_body(page, words=GERMAN) == answers.BODY
    assert whole_body(answers.page(), words=GERMAN) == answers.BODY


def test_added_sections_speak_the_language_of_the_page() -> None:
    added = whole_body(samples.study_module(body=[]), words=ENGLISH)

    headings = [block["headingText"] for block in added if block["__typename"] == "HeadingBlock"]
    assert headings == ["Sessions", "Readings", "Files"]
