import re
from collections.abc import Iterator
from dataclasses import dataclass

from cms.api.http.errors import NotAcceptableError

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"
# What clients that do not care get, comes first: those that know the newer media type name it.
OFFERED = (JSON, GRAPHQL_RESPONSE)

WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
RANGE = re.compile(rf"\s*({WORD})/({WORD})\s*(;.*)?", re.DOTALL)
QUALITY = re.compile(r";\s*q\s*=\s*(1(?:\.0{0,3})?|0(?:\.[0-9]{0,3})?)\s*(?:;|$)", re.IGNORECASE)
CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\";\s]+)", re.IGNORECASE)
# Commas within quotation marks do not end a range.
RANGES = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*+"?)++')
MAXIMUM_RANGES = 50


@dataclass(frozen=True, kw_only=True)
class Range:
    """One of the media ranges of a header Accept (RFC 9110, section 12.5.1)."""

    type: str
    subtype: str
    quality: float

    def precision(self, media_type: str) -> int:
        """Return how exactly the range names a media type: 0 not at all, 3 by its full name."""
        main, _, sub = media_type.partition("/")
        if self.type == self.subtype == "*":
            return 1
        if self.type != main:
            return 0
        return {"*": 2, sub: 3}.get(self.subtype, 0)


def preferred_type(accept: str | None, *offered: str) -> str:
    """Return what the client would rather have of what is offered. Raises NotAcceptableError.

    Among equals, what was named exactly wins, then what was named first, then what is offered first.
    """
    ranges = list(_ranges(accept or ""))
    if not ranges:
        return offered[0]
    ranked = [(rank, media_type) for media_type in offered if (rank := _rank(media_type, ranges))[0] > 0]
    if not ranked:
        raise NotAcceptableError(offered)
    # The first of equals is kept.
    return max(ranked, key=lambda pair: pair[0])[1]


def _rank(media_type: str, ranges: list[Range]) -> tuple[float, int, int]:
    found = [(each.precision(media_type), -place, each) for place, each in enumerate(ranges)]
    precision, place, best = max(found, key=lambda item: item[:2])
    return (best.quality, precision, place) if precision else (0, 0, 0)


def _ranges(accept: str) -> Iterator[Range]:
    """Read the ranges; one that is not well-formed, or wants another charset than ours, names nothing."""
    for item in RANGES.findall(accept)[:MAXIMUM_RANGES]:
        match = RANGE.fullmatch(item)
        if match is None:
            continue
        parameters = match[3] or ""
        charset = CHARSET.search(parameters)
        if charset is None or charset[1].lower() in {"utf-8", "utf8"}:
            quality = QUALITY.search(parameters)
            yield Range(type=match[1].lower(), subtype=match[2].lower(), quality=float(quality[1]) if quality else 1.0)
