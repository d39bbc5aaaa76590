from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cms.channels.mastodon.renderer import render
from cms.measure import fits
from cms.transports.short_posts import ShortPost
from tests.conftest import ExpectFile
from tests.factories.answers import IMAGE, answer, event, page, statement

EXPECTED = Path(__file__).parent / "expected"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ROOM = "https://treffen.example.org/raum"
ASSET = "https://www.example.org/media/images/fahnen.content.jpg"
JPEG = b"\xff\xd8 flags"


def message(page: dict[str, Any]) -> ShortPost:
    return render(answer(page), now=NOW, assets={ASSET: JPEG})


def pictured(**image: Any) -> dict[str, Any]:
    return statement(heroImage=IMAGE | {"asset": {"url": ASSET, "width": 1200, "height": 675}} | image)


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


def test_an_address_counts_as_23() -> None:
    said = message(statement(title="Nein", summary=""))

    assert (said.text, said.length) == (f"Nein\n\n{statement()['url']}", 4 + 2 + 23)


def test_the_picture_is_told_with_whose_it_is() -> None:
    said = message(pictured(credit="Fotogruppe", license="CC BY 4.0"))

    assert (said.jpeg, said.alt_text) == (JPEG, "Rote Fahnen vor hellem Himmel (Bild: Fotogruppe, CC BY 4.0)")
    assert [file.name for file in said.files] == ["post.txt", "picture.jpg"]


def test_a_picture_that_only_adorns_stays_on_the_page() -> None:
    said = message(pictured(isDecorative=True, alt=""))

    assert (said.jpeg, said.alt_text) == (b"", "")


def test_words_for_a_picture_that_are_too_long_are_cut_and_told() -> None:
    said = message(pictured(alt="Fahnen " * 300))

    assert (fits(said.alt_text, limit_name="mastodon.alt_text"), said.alt_text[-8:]) == (True, "Fahnen …")
    assert said.notes == ("The alt text is longer than the 1500 characters that the channel takes and was cut.",)
