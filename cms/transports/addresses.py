import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import anyio
import httpx2
from django.utils.translation import gettext

IPAddress = IPv4Address | IPv6Address

# What the library, in one of the versions of Python that we run on, takes for public though nobody's endpoint is there:
# the special-purpose registries of IANA for IPv4 and IPv6, and what clouds keep for themselves.
RESERVED = [
    ip_network("192.0.0.0/24"),  # protocol assignments, and Oracle's metadata
    ip_network("192.31.196.0/24"),  # AS112
    ip_network("192.52.193.0/24"),  # relays of multicast
    ip_network("192.88.99.0/24"),  # relays of 6to4
    ip_network("192.175.48.0/24"),  # AS112
    ip_network("168.63.129.16/32"),  # Azure's metadata
    ip_network("2001::/23"),  # protocol assignments, Teredo among them
    ip_network("2001:db8::/32"),  # documentation
    ip_network("2620:4f:8000::/48"),  # AS112
    ip_network("3fff::/20"),  # documentation
]
# What lies outside is none of the public internet's, such as 100::/64 and 5f00::/16.
GLOBAL_UNICAST = ip_network("2000::/3")
NAT64 = ip_network("64:ff9b::/96")


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Where an installation lets itself be sent; no ports are all ports."""

    allows_private: bool = False
    allows_http: bool = False
    ports: frozenset[int] = frozenset({443})


class URLRefused(Exception):
    """An address is none that webhooks may be sent to."""


class AddressRefused(Exception):
    """A host leads into a network that is not the public internet."""

    def __init__(self, host: str, address: IPAddress) -> None:
        message = gettext("%(host)s leads to %(address)s, which is no public address. Webhooks go to public ones only.")
        super().__init__(message % {"host": host, "address": address})


class HostNotFound(Exception):
    def __init__(self, host: str, reason: str) -> None:
        message = gettext("The name %(host)s leads nowhere: %(reason)s.")
        super().__init__(message % {"host": host, "reason": reason})


def check_url(url: str, *, rules: Rules) -> httpx2.URL:
    """Return the address when it may be tried; where its name leads is seen when it is. Raises URLRefused."""
    try:
        parsed = httpx2.URL(url)
    except (httpx2.InvalidURL, UnicodeError) as error:
        raise URLRefused(gettext("This is no address of the web.")) from error
    if parsed.scheme != "https" and not (parsed.scheme == "http" and rules.allows_http):
        raise URLRefused(gettext("Use an address that begins with https://."))
    if not parsed.host or parsed.userinfo or parsed.fragment:
        raise URLRefused(gettext("The address must name a host, without a user name and without a part after #."))
    if rules.ports and port_of(parsed) not in rules.ports:
        message = gettext("Port %(port)s is not allowed. Allowed are: %(ports)s.")
        ports = ", ".join(str(port) for port in sorted(rules.ports))
        raise URLRefused(message % {"port": port_of(parsed), "ports": ports})
    return parsed


async def resolve(url: httpx2.URL, *, rules: Rules) -> Sequence[IPAddress]:
    """Return the addresses that a name leads to, all of them checked. Raises HostNotFound and AddressRefused.

    Connect to what this returns and not to the name: it may lead elsewhere a moment later.
    """
    host = url.raw_host.decode()
    try:
        found = await anyio.getaddrinfo(host, port_of(url), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise HostNotFound(host, str(error)) from error
    addresses = list(
        dict.fromkeys(ip_address(str(socket_address[0]).partition("%")[0]) for *_, socket_address in found)
    )
    refused = next((address for address in addresses if not is_public(address)), None)
    if refused is not None and not rules.allows_private:
        raise AddressRefused(host, refused)
    return addresses


def port_of(url: httpx2.URL) -> int:
    """Return the port that an address names or means."""
    return url.port or (443 if url.scheme == "https" else 80)


def is_public(address: IPAddress) -> bool:
    """Return whether an address is one of the public internet, also by the IPv4 address that it may carry."""
    if isinstance(address, IPv6Address):
        carried = _carried(address)
        if carried is not None:
            return is_public(carried)
        if address not in GLOBAL_UNICAST:
            return False
    return address.is_global and not address.is_multicast and not any(address in network for network in RESERVED)


def _carried(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that mapping, 6to4 or NAT64 reach through an IPv6 address."""
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
