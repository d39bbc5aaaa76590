from ipaddress import ip_address, ip_network

import pytest
from anyio.from_thread import start_blocking_portal

from cms.transports.addresses import AddressRefused, HostNotFound, Rules, URLRefused, check_url, is_public, resolve

PRIVATE = [
    *("127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),  # noqa: S104  Refused.
    *("100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16", "198.18.0.1", "192.0.2.1", "203.0.113.9"),
    *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
    *("::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "::7f00:1"),
    *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1"),
    *("2002:7f00:1::", "2002:a00:1::1", "2001:0:4136:e378:8000:63bf:80ff:fffe"),
    # Teredo to a client whose address is public: nobody runs an endpoint behind it.
    "2001:0:4136:e378:8000:63bf:f7f7:f7f7",
]
# Registries of IANA, "Special-Purpose Address": the first and the last address of each block, both versions of IP.
SPECIAL = [
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"),
    *("192.0.0.0/29", "192.0.0.8/32", "192.0.0.9/32", "192.0.0.10/32", "192.0.0.170/31", "192.0.2.0/24"),
    *("192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15"),
    *("198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "255.255.255.255/32", "224.0.0.0/4"),
    *("::1/128", "::/128", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001::/32", "2001:1::1/128"),
    *("2001:1::2/128", "2001:1::3/128", "2001:2::/48", "2001:3::/32", "2001:4:112::/48", "2001:10::/28"),
    *("2001:20::/28", "2001:30::/28", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20", "5f00::/16", "fc00::/7"),
    *("fe80::/10", "ff00::/8", "::/96", "::ffff:0:0:0/96"),
]
# Ways for IPv6 to carry an IPv4 address.
CARRYING = ["::ffff:{}", "64:ff9b::{}", "2002:{}::", "2002:{}::1", "64:ff9b:1::{}"]
PUBLIC = [
    *("2001:200::1", "2400:cb00::1", "2a00:1450::1", "2002:808:808::1", "192.0.1.1", "198.17.255.255"),
    "93.184.215.14",
    "8.8.8.8",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]
# Ways in which people have written 127.0.0.1 to get past a look at the text.
DISGUISED = ["localhost", "LOCALHOST", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("network", SPECIAL)
def test_special_purpose_addresses_are_refused(network: str) -> None:
    block = ip_network(network)

    assert [is_public(block[place]) for place in (0, block.num_addresses // 2, -1)] == [False] * 3


@pytest.mark.parametrize("carrying", CARRYING)
@pytest.mark.parametrize("network", [network for network in SPECIAL if ":" not in network])
def test_what_is_carried_counts(carrying: str, network: str) -> None:
    number = int(ip_network(network)[-1])
    carried = f"{number >> 16:x}:{number & 0xFFFF:x}"

    assert not is_public(ip_address(carrying.format(carried)))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_allowed(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("host", DISGUISED)
def test_what_a_name_leads_to_counts_and_not_how_it_looks(host: str) -> None:
    async def lead() -> None:
        await resolve(check_url(f"https://{host}/", rules=Rules()), rules=Rules())

    with start_blocking_portal() as portal, pytest.raises((AddressRefused, HostNotFound, URLRefused)):
        portal.call(lead)


def test_private_addresses_can_be_allowed() -> None:
    rules = Rules(allows_private=True)

    async def lead() -> list[str]:
        return [str(address) for address in await resolve(check_url("https://127.0.0.1/", rules=rules), rules=rules)]

    with start_blocking_portal() as portal:
        assert portal.call(lead) == ["127.0.0.1"]


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.org/", "ftp://example.org/", "file:///etc/passwd", "example.org", "", "https://"),
        *("https://user:password@example.org/", "https://example.org/#part", "https://example.org:22/"),
        *("https://example.org:99999/", "https://[::1/", "//example.org/", "javascript:alert(1)"),
    ],
)
def test_other_addresses_of_the_web_are_refused(url: str) -> None:
    with pytest.raises(URLRefused):
        check_url(url, rules=Rules())


def test_operators_can_allow_http_and_ports() -> None:
    rules = Rules(allows_http=True, ports=frozenset({8000}))

    assert str(check_url("http://hooks.internal:8000/cms?x=1", rules=rules)) == "http://hooks.internal:8000/cms?x=1"
