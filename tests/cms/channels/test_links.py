import pytest

from cms.channels.links import SCHEMES, absolute, profiles, reachable
from tests.factories.answers import SITE

BASE = "https://www.example.org/termine/"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/mitmachen/", "https://www.example.org/mitmachen/"),
        ("treffen/", "https://www.example.org/termine/treffen/"),
        ("#ort", "https://www.example.org/termine/#ort"),
        ("//example.net/a", "https://example.net/a"),
        ("HTTPS://example.net/?a=1&b=2", "https://example.net/?a=1&b=2"),
        ("mailto:info@example.org", "mailto:info@example.org"),
        ("tel:+4934112345", "tel:+4934112345"),
        (" https://example.net/a b\u00a0", "https://example.net/a%20b"),
        ("https://example.net/\nzwei", "https://example.net/zwei"),
        ("https://example.net/a\u200bb\x01", "https://example.net/a%E2%80%8Bb"),
        ("java\x01script:alert(1)", "https://www.example.org/termine/java%01script:alert(1)"),
    ],
)
def test_address_that_can_be_followed_is_absolute(href: str, address: str) -> None:
    assert reachable(href, base_url=BASE) == address


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript\r:alert(1)",
        "\x01\x1fjavascript:alert(1)",
        "\u200bjavascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "http://[",
        "//[",
        "http://[::1",
        "#",
        " \n",
        "",
        None,
    ],
)
def test_address_that_nobody_should_follow_is_none(href: str | None) -> None:
    assert reachable(href, base_url=BASE) is None
    assert reachable(href, base_url="", schemes=SCHEMES | {""}) is None


def test_without_a_base_an_address_stays_on_its_host() -> None:
    assert reachable("/termine/#ort", base_url="", schemes=SCHEMES | {""}) == "/termine/#ort"


def test_channel_can_allow_other_schemes() -> None:
    assert reachable("tg://resolve", base_url=BASE, schemes={"tg"}) == "tg://resolve"
    assert reachable("tel:1", base_url=BASE, schemes={"tg"}) is None


def test_absolute_address_stays_as_it_is() -> None:
    assert absolute("https://example.net/a", base_url=BASE) == "https://example.net/a"


def test_profiles_are_those_that_exist() -> None:
    assert profiles(SITE) == {
        "Telegram": "https://t.me/ko_beispiel",
        "Instagram": "https://www.instagram.com/ko.beispiel/",
    }
    assert profiles(SITE | {"telegramHandle": "", "instagramHandle": ""}) == {}
