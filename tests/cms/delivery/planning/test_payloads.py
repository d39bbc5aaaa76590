from pathlib import Path
from typing import Any

import pytest

from cms.delivery.planning.payloads import CHANGEABLE, DELETABLE, NoPayloadError, payload_of
from cms.pages.posts import Channel
from cms.transports.base import PulledMessage
from cms.transports.posting import Card, Format
from cms.transports.short_posts import ShortPost
from cms.transports.telegram import TelegramMessage
from tests.cms.transports.samples import jpeg

PAGE = {"url": "https://www.example.org/a/", "locale": "de"}


def test_a_message_of_telegram_is_text_with_markup() -> None:
    message = TelegramMessage(html="<b>Nein</b>", text="Nein", link_preview_url=PAGE["url"])

    payload = payload_of(message, page=PAGE)

    assert (payload.format, payload.text, payload.html) == (Format.TEXT, "Nein", "<b>Nein</b>")
    assert (payload.link, payload.language, payload.pictures) == (PAGE["url"], "de", ())


def test_a_picture_is_a_post_of_its_own_unless_it_is_of_a_card(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    status = ShortPost(text=f"Nein {PAGE['url']}", length=28, link=PAGE["url"], jpeg=jpeg(), alt_text="Fahnen")
    record = ShortPost(text="Nein", length=4, link=PAGE["url"], jpeg=jpeg(), card=Card(title="Nein"))

    on_mastodon, on_bluesky = (payload_of(message, page=PAGE) for message in (status, record))

    assert (on_mastodon.format, on_mastodon.pictures[0].alt_text) == (Format.PICTURE, "Fahnen")
    assert (on_mastodon.fingerprint, on_mastodon.card) == (PAGE["url"], None)
    assert (on_bluesky.format, on_bluesky.card, len(on_bluesky.pictures)) == (Format.TEXT, Card(title="Nein"), 1)
    assert (on_bluesky.fingerprint, on_bluesky.link) == ("", PAGE["url"])


def test_what_stands_can_be_deleted_where_it_cannot_be_changed() -> None:
    assert set(DELETABLE - CHANGEABLE) == {Channel.BLUESKY}
    assert {Channel.TELEGRAM, Channel.MASTODON} <= CHANGEABLE
    assert Channel.INSTAGRAM not in CHANGEABLE | DELETABLE


def test_what_is_no_post_is_refused_by_name() -> None:
    with pytest.raises(NoPayloadError, match="PulledMessage"):
        payload_of(PulledMessage(files=()), page=PAGE)
