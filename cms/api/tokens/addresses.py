import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

# A connection of one subscriber has 64 bits of IPv6 addresses to choose from.
SUBSCRIBER_BITS = 64
DAY = timedelta(days=1)


def pseudonym(request: HttpRequest, *, now: datetime) -> str:
    """Return a name for the sender that says nothing about the address and that nobody can form again tomorrow.

    Only this name is ever written, into a counter that ends after two minutes. The key it is made with is random, lies
    in the cache alone and is forgotten when the day is over; without it no address can be tried against the name.
    """
    key = _key_of(now.astimezone(UTC).date().isoformat())
    return hmac.new(key, _network(address_of(request)).encode(), hashlib.sha256).hexdigest()[:32]


def address_of(request: HttpRequest) -> str:
    """Return the address of the sender: the last one in X-Forwarded-For that none of our proxies has.

    The header is read only when the request came from such a proxy; from anybody else it may say anything.
    """
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
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


@lru_cache(maxsize=2)
def _key_of(day: str) -> bytes:
    """Return the key of a day. Processes share it where they share a cache, and otherwise each counts for itself."""
    name = f"rates:key:{day}"
    cache.add(name, secrets.token_bytes(32), int(DAY.total_seconds()))
    key: bytes | None = cache.get(name)
    return key or secrets.token_bytes(32)
