from ipaddress import ip_address

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
]
PUBLIC = ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
# Ways in which people have written 127.0.0.1 to get past a look at the text.
DISGUISED = ["localhost", "LOCALHOST", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused(address: str) -> None:
    assert not is_public(ip_address(address))


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
