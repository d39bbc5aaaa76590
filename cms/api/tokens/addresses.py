import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.core.cache import cache

# A process looks every minute which key the others have.
LOOK_SECONDS = 60
# A connection of one subscriber has 64 bits of IPv6 addresses to choose from.
SUBSCRIBER_BITS = 64
DAY = timedelta(days=1)

# What WSGI says of a request (PEP 3333), as Django's requests have it, too.
Meta = Mapping[str, Any]


class DailyKey:
    """The key of a day, which processes share where they share a cache, and of which otherwise each has its own.

    The cache may be away when it is asked, or come back empty. So each process looks again every minute, and leaves its
    own key where it finds none.
    """

    def __init__(self) -> None:
        self._known: tuple[int, str, bytes] = (-1, "", b"")

    def at(self, now: datetime) -> bytes:
        minute = int(now.timestamp()) // LOOK_SECONDS
        looked_at, day, key = self._known
        if looked_at != minute:
            today = now.astimezone(UTC).date().isoformat()
            key = _shared(today, own=key if day == today else secrets.token_bytes(32), now=now)
            self._known = (minute, today, key)
        return key


def _shared(day: str, *, own: bytes, now: datetime) -> bytes:
    name = f"rates:key:{day}"
    day_seconds = int(DAY.total_seconds())
    cache.add(name, own, day_seconds - int(now.timestamp()) % day_seconds)
    key: bytes | None = cache.get(name)
    return key or own


_key = DailyKey()


def pseudonym(meta: Meta, *, now: datetime) -> str:
    """Return a name for the sender that says nothing about the address and that nobody can form again tomorrow.

    Only this name is ever written, into a counter that ends after two minutes. The key it is made with is random, lies
    in the cache alone and is forgotten when the day is over; without it no address can be tried against the name.
    """
    return hmac.new(_key.at(now), _network(address_of(meta)).encode(), hashlib.sha256).hexdigest()[:32]


def address_of(meta: Meta) -> str:
    """Return the address of the sender: the last one in X-Forwarded-For that none of our proxies has.

    The header is read only when the request came from such a proxy; from anybody else it may say anything.
    """
    address = meta.get("REMOTE_ADDR", "")
    forwarded = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while _is_proxy(address) and forwarded and (before := forwarded.pop().strip()):
        address = before
    return address


def _is_proxy(address: str) -> bool:
    """Return whether we believe what the address says about others. A local socket has none."""
    networks = _networks(tuple(settings.TRUSTED_PROXIES))
    if not address:
        return True
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks)


@lru_cache(maxsize=4)
def _networks(names: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(name) for name in names)


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(ip_network((parsed, SUBSCRIBER_BITS), strict=False))
    return str(parsed)
