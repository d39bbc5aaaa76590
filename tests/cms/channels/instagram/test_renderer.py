from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cms.channels.instagram.renderer import render
from cms.measure import fits
from cms.transports.instagram import InstagramMessage
from tests.conftest import ExpectFile
from tests.factories.answers import answer, event, page, statement

EXPECTED = Path(__file__).parent / "expected"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ROOM = "https://treffen.example.org/raum"
MOVED = event(title="Staat und Revolution", kind="STUDY_SESSION", status="MOVED_ONLINE", onlineUrl=ROOM)


def message(page: dict[str, Any]) -> InstagramMessage:
    return render(answer(page), now=NOW, assets={})


@pytest.mark.parametrize(
    ("name", "data"),
    [("page", page()), ("statement", statement()), ("event", event()), ("event_moved_online", MOVED)],
)
def test_words_are_as_expected(name: str, data: dict[str, Any], expect_file: ExpectFile) -> None:
    said = message(data)

    expect_file(EXPECTED / f"{name}.caption.txt", said.caption.encode())
    expect_file(EXPECTED / f"{name}.slides.txt", "\n\n".join(slide.alt_text for slide in said.slides).encode())


def test_event_that_moved_online_names_no_place() -> None:
    said = message(MOVED)

    assert "Stadtteilladen" not in said.caption + "".join(slide.alt_text for slide in said.slides)
    assert said.caption.startswith("Findet online statt: Staat und Revolution\n")


def test_caption_that_is_too_long_leaves_out_its_last_parts() -> None:
    said = message(statement(summary="Wort " * 450))

    assert fits(said.caption, limit_name="instagram.caption")
    assert said.caption == ("Nein zur Wehrpflicht\n\nWeiterlesen: https://www.example.org/s/7/\n\n#Frieden")
