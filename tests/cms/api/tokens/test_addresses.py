from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from cms import cache as caches_module
from cms.api.tokens.addresses import DailyKey, address_of, pseudonym
from cms.settings.caches import caches
from tests.servers import free_port, valkey

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PROXY = "10.0.0.7"


def request(sender: str, *forwarded: str) -> Any:
    headers = {"X-Forwarded-For": ", ".join(forwarded)} if forwarded else {}
    return RequestFactory().get("/", headers=headers, REMOTE_ADDR=sender).META


@pytest.mark.parametrize(
    ("sender", "forwarded", "address"),
    [
        ("203.0.113.9", (), "203.0.113.9"),
        ("203.0.113.9", ("198.51.100.1",), "203.0.113.9"),
        (PROXY, (), PROXY),
        (PROXY, ("198.51.100.1",), "198.51.100.1"),
        (PROXY, ("6.6.6.6", "198.51.100.1"), "198.51.100.1"),
        (PROXY, ("198.51.100.1", "10.0.0.8"), "198.51.100.1"),
        (PROXY, ("nonsense",), "nonsense"),
        ("", ("198.51.100.1",), "198.51.100.1"),
        ("::1", ("2001:db8::1",), "2001:db8::1"),
    ],
)
def test_only_proxies_of_ours_say_who_asks(sender: str, forwarded: tuple[str, ...], address: str) -> None:
    assert address_of(request(sender, *forwarded)) == address


def test_proxies_are_those_of_the_setting(settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["203.0.113.0/24"]

    addresses = [address_of(request(sender, "198.51.100.1")) for sender in ("203.0.113.9", PROXY)]

    assert addresses == ["198.51.100.1", PROXY]


def test_a_subscriber_has_one_name_whatever_the_address() -> None:
    names = {pseudonym(request(address), now=NOW) for address in ("2001:db8::1", "2001:db8::ffff:2")}
    other = pseudonym(request("2001:db8:0:1::1"), now=NOW)

    assert len(names) == 1
    assert other not in names


def test_a_name_does_not_outlive_the_day() -> None:
    sender = request("203.0.113.9")

    assert pseudonym(sender, now=NOW) == pseudonym(sender, now=NOW + timedelta(hours=11))
    assert pseudonym(sender, now=NOW) != pseudonym(sender, now=NOW + timedelta(hours=12))


def test_nothing_that_is_kept_holds_an_address() -> None:
    cache.clear()

    name = pseudonym(request("203.0.113.9"), now=NOW)

    kept = repr(vars(cache)) + repr(getattr(cache, "_cache", "")) + name
    assert "203.0.113.9" not in kept


@pytest.mark.enable_socket
def test_processes_share_a_key_again_when_redis_is_back(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    url = f"redis://127.0.0.1:{port}/0"
    monkeypatch.setattr(caches_module, "PAUSE_SECONDS", 0)
    settings.REDIS_URL, settings.CACHES = url, caches(url)
    first, second = DailyKey(), DailyKey()
    minutes = [NOW + timedelta(minutes=number) for number in range(4)]

    away = [each.at(minutes[0]) for each in (first, second)]
    with valkey(port=port):
        back = [each.at(minutes[1]) for each in (first, second)]
    # It comes back without what it held.
    with valkey(port=port):
        emptied = [each.at(minutes[2]) for each in (second, first)]
    gone = [each.at(minutes[3]) for each in (first, second)]

    assert away[0] != away[1]
    assert back == emptied == gone == [away[0]] * 2


def test_a_key_is_looked_for_once_a_minute() -> None:
    cache.clear()
    key = DailyKey()
    known = key.at(NOW)
    cache.clear()

    assert key.at(NOW + timedelta(seconds=59)) == known
    assert list(getattr(cache, "_cache", {})) == []
    assert key.at(NOW + timedelta(seconds=60)) == known == DailyKey().at(NOW)
