from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cms.channels.facts import credit
from cms.channels.plan import alt_text_was_cut
from cms.channels.short import Room, short
from cms.channels.wording import Wording, wording
from cms.measure import measure, shorten
from cms.transports.short_posts import ShortPost

Data = Mapping[str, Any]

LIMIT_NAME = "mastodon.text"
ALT_TEXT = "mastodon.alt_text"


def render(data: Data, *, now: datetime, assets: Mapping[str, bytes]) -> ShortPost:
    """Say what the page is about and where it is, with its picture."""
    del now
    page = data["route"]["page"]
    room = Room(limits=(LIMIT_NAME,), url=page["url"])
    said = short(page, room=room)
    picture = _shown(page["heroImage"])
    alt_text = _alt_text(picture, words=wording(page["locale"])) if picture else ""
    shown = shorten(alt_text, limit_name=ALT_TEXT)
    return ShortPost(
        text=said.text,
        length=measure(said.text, unit=room.unit),
        link=page["url"],
        jpeg=assets.get(picture["asset"]["url"], b"") if picture else b"",
        alt_text=shown,
        notes=said.notes if shown == alt_text else (*said.notes, alt_text_was_cut(limit_name=ALT_TEXT)),
    )


def _shown(image: Data | None) -> Data | None:
    """Return a picture that can be told to those who do not see it; one that only adorns stays on the page."""
    return image if image and image["alt"] and not image["isDecorative"] and image.get("asset") else None


def _alt_text(image: Data, *, words: Wording) -> str:
    """Name those whose picture it is, too: nothing else of the post does."""
    named = credit(image, words=words)
    return f"{image['alt']} ({named})" if named else str(image["alt"])
