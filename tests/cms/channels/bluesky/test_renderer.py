from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cms.channels.bluesky.renderer import render
from cms.transports.posting import Card
from cms.transports.short_posts import ShortPost
from tests.conftest import ExpectFile
from tests.factories.answers import IMAGE, answer, event, page, statement

EXPECTED = Path(__file__).parent / "expected"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ROOM = "https://treffen.example.org/raum"
ASSET = "https://www.example.org/media/images/fahnen.share.jpg"


def message(page: dict[str, Any]) -> ShortPost:
    return render(answer(page), now=NOW, assets={ASSET: b"\xff\xd8 flags"})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page", page()),
        ("statement", statement()),
        ("event", event()),
        ("event_moved_online", event(title="Staat", kind="RALLY", status="MOVED_ONLINE", onlineUrl=ROOM)),
    ],
)
def test_post_is_as_expected(name: str, data: dict[str, Any], expect_file: ExpectFile) -> None:
    expect_file(EXPECTED / f"{name}.txt", message(data).text.encode())


def test_the_card_leads_to_the_page_with_its_picture() -> None:
    asset = {"url": ASSET, "width": 1200, "height": 630}

    said = message(statement(summary="Kein Zwang.", heroImage=IMAGE | {"asset": asset}))

    assert said.card == Card(title="Nein zur Wehrpflicht", description="Kein Zwang.")
    assert (said.link, said.jpeg) == (statement()["url"], b"\xff\xd8 flags")
    assert statement()["url"] not in said.text


def test_a_card_does_without_a_picture() -> None:
    assert message(page()).jpeg == b""


def test_families_count_as_one_character_each() -> None:
    said = message(statement(title="👨‍👩‍👧‍👦" * 10, summary=""))

    assert (said.length, said.notes) == (10, ())
