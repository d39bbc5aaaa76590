from collections.abc import Collection, Mapping
from typing import Any
from unicodedata import category
from urllib.parse import quote, urljoin, urlsplit

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Browsers drop these wherever they stand in an address, and so would find the script in "java\nscript:".
DROPPED = str.maketrans("", "", "\t\r\n")


def absolute(href: str, *, base_url: str) -> str:
    """Return an address that works outside the website: in mails, feeds, on paper and in posts."""
    return urljoin(base_url, href)


def reachable(href: str | None, *, base_url: str, schemes: Collection[str] = SCHEMES) -> str | None:
    """Return the absolute address of a link, or None when it leads nowhere or where no reader should follow."""
    try:
        cleaned = _cleaned(href or "")
        address = absolute(cleaned, base_url=base_url)
        is_safe = urlsplit(address).scheme in schemes
    except ValueError:
        return None
    return address if cleaned not in {"", "#"} and is_safe else None


def profiles(site: Mapping[str, Any]) -> dict[str, str]:
    """Return the addresses of the organization's profiles by the names of the networks."""
    addresses = {
        "Telegram": ("https://t.me/{}", site["telegramHandle"]),
        "Instagram": ("https://www.instagram.com/{}/", site["instagramHandle"]),
    }
    return {name: address.format(handle) for name, (address, handle) in addresses.items() if handle}


def map_address(point: Mapping[str, float] | None) -> str | None:
    """Return where a map shows the point; nothing is asked of the map before somebody follows the link."""
    if point is None:
        return None
    latitude, longitude = f"{point['latitude']:.5f}", f"{point['longitude']:.5f}"
    return f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}"


def _cleaned(href: str) -> str:
    """Return the address as browsers read it: nothing invisible at its ends, and encoded inside."""
    signs = list(href.translate(DROPPED))
    while signs and _is_invisible(signs[0]):
        signs.pop(0)
    while signs and _is_invisible(signs[-1]):
        signs.pop()
    return "".join(quote(sign) if _is_invisible(sign) else sign for sign in signs)


def _is_invisible(sign: str) -> bool:
    return sign.isspace() or category(sign) in {"Cc", "Cf"}
