from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cms.channels.telegram.renderer import render
from cms.measure import fits
from cms.transports.telegram import TelegramMessage
from tests.conftest import ExpectFile
from tests.factories.answers import answer, event, page, statement

EXPECTED = Path(__file__).parent / "expected"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ROOM = "https://treffen.example.org/raum"


def message(page: dict[str, Any]) -> TelegramMessage:
    return render(answer(page), now=NOW, assets={})


def paragraph(html: str) -> dict[str, Any]:
    return {"__typename": "ParagraphBlock", "id": "1", "html": html}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page", page()),
        ("statement", statement()),
        ("event", event()),
        ("event_moved_online", event(title="Staat", kind="RALLY", status="MOVED_ONLINE", onlineUrl=ROOM)),
    ],
)
def test_message_is_as_expected(name: str, data: dict[str, Any], expect_file: ExpectFile) -> None:
    expect_file(EXPECTED / f"{name}.html", message(data).html.encode())


def test_event_through_the_change_of_clocks_ends_by_the_new_time() -> None:
    said = message(event(start="2026-10-24T20:00:00+02:00", end="2026-10-25T12:00:00+01:00")).text

    assert "20:00 Uhr – Sonntag, 25. Oktober 2026, 12:00 Uhr" in said


@pytest.mark.parametrize("href", ["javascript:alert(1)", "java\nscript:x", "http://[", "tel:1", "ftp://example.org"])
def test_address_that_telegram_refuses_is_plain_text(href: str) -> None:
    action = {"__typename": "CallToActionBlock", "id": "2", "actionText": "Komm", "href": href}

    html = message(page(body=[paragraph(f'<p><a href="{href}">Hier</a></p>'), action])).html

    assert "\n\nHier\n\nKomm\n\n<a" in html


def test_link_is_absolute() -> None:
    html = message(page(body=[paragraph('<p><a href="/a/?b=1&amp;c">Hier</a></p>')])).html

    assert '<a href="https://www.example.org/a/?b=1&amp;c">Hier</a>' in html


def test_text_that_does_not_fit_says_where_to_read_on() -> None:
    said = message(page(body=[paragraph(f"<p>{'Wort ' * 200}</p>")] * 6))

    assert fits(said.text, limit_name="telegram.text")
    assert said.text.endswith("Weiterlesen: https://www.example.org/wer-wir-sind/")
    assert said.notes == ("Telegram carries 5 of 8 paragraphs; the message says where to read on.",)


def test_title_that_does_not_fit_is_cut() -> None:
    said = message(page(title="x" * 5000))

    assert fits(said.text, limit_name="telegram.text")
    assert "xx…\n\nWeiterlesen" in said.text
