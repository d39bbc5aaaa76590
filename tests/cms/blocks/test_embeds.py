from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured

from cms.blocks.embeds import Player, page_of, player_of, provider_names
from cms.blocks.media import EmbedBlock

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"

# Addresses that a browser, or somebody who reads them, may take for those of another host than we would.
ASTRAY = [
    "https://evil.example\\@youtube.com/watch?v=dQw4w9WgXcQ",
    "https://user:pw@youtu.be/dQw4w9WgXcQ",
    "https://evil.example@youtu.be/dQw4w9WgXcQ",
    "https://youtube.com:99999/watch?v=dQw4w9WgXcQ",
    "https://youtube.com:443/watch?v=dQw4w9WgXcQ",
    "https://youtube.com:/watch?v=dQw4w9WgXcQ",
    "https://you\ttube.com/watch?v=dQw4w9WgXcQ",
    "https://youtube.com/watch?v=dQw4w9WgXcQ\n",
    "https://youtube.com/watch?v=dQw4w9WgXcQ#\u202e",
    "https://\uff59outube.com/watch?v=dQw4w9WgXcQ",
]


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE),
        ("https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=1m30s", f"{YOUTUBE}?start=90"),
        ("https://youtu.be/dQw4w9WgXcQ?t=42", f"{YOUTUBE}?start=42"),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", YOUTUBE),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://vimeo.com/76979871/0a1b2c", "https://player.vimeo.com/video/76979871?h=0a1b2c&dnt=1"),
        ("https://player.vimeo.com/video/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
    ],
)
def test_video_has_the_player_that_watches_least(url: str, address: str) -> None:
    player = player_of(url)

    assert player is not None
    assert player.address == address
    assert urlsplit(player.address).hostname in configured.PLAYER_HOSTS


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "https://[",
        "https://example.com/watch?v=dQw4w9WgXcQ",
        "https://youtube.com.example.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/playlist?list=PL1",
        "https://www.youtube.com/watch?v=zu-kurz",
        "https://youtu.be/",
        "https://vimeo.com/about",
        "https://tube.example.org/w/abc",
        *ASTRAY,
    ],
)
def test_address_that_is_no_video_has_no_player(url: str) -> None:
    assert player_of(url) is None


def test_peertube_plays_from_the_instances_that_were_named(settings: Any) -> None:
    settings.PEERTUBE_HOSTS = ["tube.example.org"]

    for path in ("w/abc-1", "videos/watch/abc-1", "videos/embed/abc-1"):
        player = player_of(f"https://tube.example.org/{path}")
        assert player == Player(
            provider="PeerTube",
            page="https://tube.example.org/w/abc-1",
            address="https://tube.example.org/videos/embed/abc-1?p2p=0",
        )
    assert provider_names() == ["YouTube", "Vimeo", "PeerTube (tube.example.org)"]


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("http://m.youtube.com/watch?list=PL1&v=dQw4w9WgXcQ&t=1m", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=60s"),
        ("https://youtu.be/dQw4w9WgXcQ?si=tracking", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://player.vimeo.com/video/1?h=0a1b2c&title=0", "https://vimeo.com/1/0a1b2c"),
        ("https://vimeo.com/1?h=%22%3E", "https://vimeo.com/1"),
        ("https://www.example.org/film", "https://www.example.org/film"),
        ("javascript:alert(1)", ""),
        ("", ""),
        *((url, "") for url in ASTRAY),
    ],
)
def test_video_is_linked_by_the_address_its_provider_gives_it(url: str, page: str) -> None:
    assert page_of(url) == page


def test_what_was_typed_becomes_the_address_of_the_video() -> None:
    block = EmbedBlock()
    value = block.to_python({"url": "https://youtu.be/dQw4w9WgXcQ?si=tracking", "title": "Film"})

    assert block.clean(value)["url"] == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
