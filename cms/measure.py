from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

import regex

ADDRESS = regex.compile(r"https?://\S+")


class Unit(StrEnum):
    UTF16 = "utf16"
    CODE_POINTS = "code_points"
    GRAPHEMES = "graphemes"
    BYTES = "bytes"
    ITEMS = "items"
    # Graphemes, where every address counts as 23, however long it is.
    LINKS_AS_23 = "links_as_23"


@dataclass(frozen=True, kw_only=True)
class Limit:
    maximum: int
    unit: Unit


# Vendors' limits, with the strictest reading where a page does not name its unit.
# Instagram: content publishing guide and the rule of five hashtags of December 2025. Telegram: Bot API 10.3.
# Mastodon: what servers allow that do not say otherwise. Bluesky: the lexicon app.bsky.feed.post.
LIMITS: dict[str, Limit] = {
    "instagram.caption": Limit(maximum=2200, unit=Unit.UTF16),
    "instagram.caption_fold": Limit(maximum=125, unit=Unit.UTF16),
    "instagram.alt_text": Limit(maximum=1000, unit=Unit.UTF16),
    "instagram.hashtags": Limit(maximum=5, unit=Unit.ITEMS),
    "instagram.slides": Limit(maximum=10, unit=Unit.ITEMS),
    "telegram.text": Limit(maximum=4096, unit=Unit.UTF16),
    "telegram.caption": Limit(maximum=1024, unit=Unit.UTF16),
    "mastodon.text": Limit(maximum=500, unit=Unit.LINKS_AS_23),
    "mastodon.alt_text": Limit(maximum=1500, unit=Unit.GRAPHEMES),
    "bluesky.text": Limit(maximum=300, unit=Unit.GRAPHEMES),
    "bluesky.bytes": Limit(maximum=3000, unit=Unit.BYTES),
    "newsletter.html": Limit(maximum=90_000, unit=Unit.BYTES),
    # Our own: what opens a mail is as long as a summary.
    "newsletter.intro": Limit(maximum=500, unit=Unit.CODE_POINTS),
    "newsletter.subject": Limit(maximum=78, unit=Unit.CODE_POINTS),
}


def measure(text: str, *, unit: Unit) -> int:
    """Count the text, composed first (NFC), in the unit that a channel counts in."""
    composed = normalize("NFC", text)
    match unit:
        case Unit.UTF16:
            return len(composed.encode("utf-16-le", "surrogatepass")) // 2
        case Unit.CODE_POINTS:
            return len(composed)
        case Unit.GRAPHEMES:
            return len(regex.findall(r"\X", composed))
        case Unit.BYTES:
            return len(composed.encode("utf-8", "surrogatepass"))
        case Unit.ITEMS:
            return len(composed.split())
        case Unit.LINKS_AS_23:
            return len(regex.findall(r"\X", ADDRESS.sub("x" * 23, composed)))


def fits(text: str, *, limit_name: str) -> bool:
    limit = LIMITS[limit_name]
    return measure(text, unit=limit.unit) <= limit.maximum


def shorten(text: str, *, limit_name: str, reserved: int = 0) -> str:
    """Return the text, or its beginning and an ellipsis: whole words, and of a word too long for itself a part."""
    limit = LIMITS[limit_name]
    room = Limit(maximum=limit.maximum - reserved, unit=limit.unit)
    if measure(text, unit=room.unit) <= room.maximum:
        return text
    # Each with the space before it, as lines are to stay lines.
    words = regex.findall(r"\s*\S+", text.strip())
    if whole := _beginning(words, ending=" …", room=room):
        return whole
    return _beginning(regex.findall(r"\X", "".join(words[:1])), ending="…", room=room) or "…"


def _beginning(parts: Sequence[str], *, ending: str, room: Limit) -> str:
    """Return as many parts as there is room for together with the ending, or nothing."""

    def exceeds(count: int) -> bool:
        return measure("".join(parts[:count]) + ending, unit=room.unit) > room.maximum

    count = bisect_left(range(1, len(parts) + 1), 1, key=exceeds)
    return "".join(parts[:count]) + ending if count else ""
