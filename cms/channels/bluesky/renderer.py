from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cms.channels.facts import title_with_status
from cms.channels.short import Room, short
from cms.channels.wording import wording
from cms.measure import measure
from cms.transports.posting import Card
from cms.transports.short_posts import ShortPost

Data = Mapping[str, Any]

# Bluesky makes no card of an address by itself; with ours the words need no address.
ROOM = Room(limits=("bluesky.text", "bluesky.bytes"))


def render(data: Data, *, now: datetime, assets: Mapping[str, bytes]) -> ShortPost:
    """Say what the page is about, above a card that leads to it."""
    del now
    page = data["route"]["page"]
    said = short(page, room=ROOM)
    title = title_with_status(page, words=wording(page["locale"]))
    return ShortPost(
        text=said.text,
        length=measure(said.text, unit=ROOM.unit),
        link=page["url"],
        jpeg=_thumb(page["heroImage"], assets),
        card=Card(title=title, description=page["summary"]),
        notes=said.notes,
    )


def _thumb(image: Data | None, assets: Mapping[str, bytes]) -> bytes:
    return assets.get(image["asset"]["url"], b"") if image and image.get("asset") else b""
