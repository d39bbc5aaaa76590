from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from cms.transports.posting import Format, Payload
from cms.transports.wire import whole_number

FIELDS = "id,timestamp,permalink,media_type,media_product_type,caption,children{id}"
# Clocks differ.
MARGIN = timedelta(seconds=120)


def candidates(
    listed: Any, *, payload: Payload, attempted_at: datetime, bound: Collection[str]
) -> list[Mapping[str, Any]]:
    """Return the media that can be this post: its kind, its slides, its short link, its time, and nobody else's."""
    media = [medium for medium in (listed if isinstance(listed, list) else []) if isinstance(medium, dict)]
    return [
        medium
        for medium in media
        if str(medium.get("id", "")) not in {"", *bound}
        and _is_of_kind(medium, payload)
        and payload.fingerprint
        and payload.fingerprint in str(medium.get("caption", ""))
        and _is_after(str(medium.get("timestamp", "")), attempted_at - MARGIN)
    ]


def _is_of_kind(medium: Mapping[str, Any], payload: Payload) -> bool:
    wanted = "CAROUSEL_ALBUM" if payload.format == Format.PICTURES else "IMAGE"
    if medium.get("media_type") != wanted or medium.get("media_product_type", "FEED") != "FEED":
        return False
    children = medium.get("children")
    slides = children.get("data") if isinstance(children, dict) else None
    return not isinstance(slides, list) or len(slides) == len(payload.pictures)


def _is_after(timestamp: str, since: datetime) -> bool:
    """Read Meta's "2026-11-23T12:00:00+0000"."""
    seconds = whole_number(timestamp)
    try:
        return (seconds if seconds is not None else datetime.fromisoformat(timestamp).timestamp()) >= since.timestamp()
    except ValueError:
        return False
