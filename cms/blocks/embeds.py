import re
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import category
from urllib.parse import ParseResult, parse_qs, urlencode, urlparse

from django.conf import settings

YOUTUBE_VIDEO = re.compile(r"[\w-]{11}", re.ASCII)
YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live|v)/([\w-]{11})/?", re.ASCII)
START = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?", re.ASCII)
VIMEO_PATH = re.compile(r"/(?:[\w/-]+/)?(\d+)(?:/([0-9a-f]+))?/?", re.ASCII)
VIMEO_KEY = re.compile(r"[0-9a-f]+", re.ASCII)
PEERTUBE_PATH = re.compile(r"/(?:w|videos/watch|videos/embed)/([\w-]+)/?", re.ASCII)
PREFIX = re.compile(r"^(?:www|m|music)\.")


@dataclass(frozen=True, kw_only=True)
class Player:
    """Who plays a video, its page for people, and the address of a player that watches them as little as it can."""

    provider: str
    page: str
    address: str


def player_of(url: str) -> Player | None:
    """Return the player of a video, or None for an address that is not a video of a provider we know."""
    parts = _parts(url)
    if parts is None:
        return None
    host = parts.netloc.lower()
    if host in settings.PEERTUBE_HOSTS:
        return _peertube(parts, host=host)
    find = PROVIDERS.get(PREFIX.sub("", host))
    return find(parts) if find else None


def page_of(url: str) -> str:
    """Return where people watch a video, at worst the address itself, and nothing for one that may lead astray."""
    player = player_of(url)
    if player:
        return player.page
    return url.strip(" ") if _parts(url) else ""


def provider_names() -> list[str]:
    return ["YouTube", "Vimeo", *(f"PeerTube ({host})" for host in settings.PEERTUBE_HOSTS)]


def _parts(url: str) -> ParseResult | None:
    """Return the parts of an address that leads to the same host in every browser, and None for any other."""
    plain = url.strip(" ")
    if "\\" in plain or any(category(sign)[0] in "CZ" for sign in plain):
        return None
    try:
        parts = urlparse(plain)
        host = parts.hostname or ""
    except ValueError:
        return None
    # Users, passwords and ports make a host look like another one, and so do letters that only resemble ours.
    is_plain = host.isascii() and parts.netloc.lower() == host != ""
    return parts if is_plain and parts.scheme in {"http", "https"} else None


def _youtube(parts: ParseResult) -> Player | None:
    query = parse_qs(parts.query)
    named = query.get("v", [""])[0] if parts.path.rstrip("/") == "/watch" else ""
    match = YOUTUBE_VIDEO.fullmatch(named) or YOUTUBE_PATH.fullmatch(parts.path)
    if match is None:
        return None
    return _youtube_player(match[match.lastindex or 0], query)


def _short_youtube(parts: ParseResult) -> Player | None:
    match = YOUTUBE_VIDEO.fullmatch(parts.path.strip("/"))
    return _youtube_player(match[0], parse_qs(parts.query)) if match else None


def _youtube_player(video: str, query: dict[str, list[str]]) -> Player:
    start = _seconds((query.get("t") or query.get("start") or [""])[0])
    return Player(
        provider="YouTube",
        page=f"https://www.youtube.com/watch?v={video}" + (f"&t={start}s" if start else ""),
        address=f"https://www.youtube-nocookie.com/embed/{video}" + (f"?start={start}" if start else ""),
    )


def _seconds(text: str) -> int:
    match = START.fullmatch(text)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _vimeo(parts: ParseResult) -> Player | None:
    match = VIMEO_PATH.fullmatch(parts.path)
    if match is None:
        return None
    # Videos that are not listed can only be seen with the second half of their address.
    key = VIMEO_KEY.fullmatch(match[2] or parse_qs(parts.query).get("h", [""])[0])
    parameters = urlencode({"h": key[0], "dnt": 1} if key else {"dnt": 1})
    return Player(
        provider="Vimeo",
        page=f"https://vimeo.com/{match[1]}" + (f"/{key[0]}" if key else ""),
        address=f"https://player.vimeo.com/video/{match[1]}?{parameters}",
    )


def _peertube(parts: ParseResult, *, host: str) -> Player | None:
    match = PEERTUBE_PATH.fullmatch(parts.path)
    if match is None:
        return None
    # Viewers who share a video among themselves would see the addresses of each other.
    player = f"https://{host}/videos/embed/{match[1]}?p2p=0"
    return Player(provider="PeerTube", page=f"https://{host}/w/{match[1]}", address=player)


# By host, without the prefixes of phones and the like. settings.PLAYER_HOSTS says where their players may be framed.
PROVIDERS: dict[str, Callable[[ParseResult], Player | None]] = {
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "youtu.be": _short_youtube,
    "vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
}
