from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.test import RequestFactory
from django.utils import timezone

from cms.api.tokens import ANONYMOUS, Caller, CallerError, limit
from tests.servers import free_port, valkey

START = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Clock]:
    cache.clear()
    settings.API_RATE_LIMIT, settings.API_TOKEN_RATE_LIMIT = 3, 5
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    yield clock
    cache.clear()


def ask(caller: Caller = ANONYMOUS, *, sender: str = "203.0.113.9") -> Any:
    return limit(caller, RequestFactory().get("/graphql/", REMOTE_ADDR=sender).META)


def refusal(caller: Caller = ANONYMOUS) -> CallerError:
    with pytest.raises(CallerError) as caught:
        ask(caller)
    return caught.value


def test_the_public_may_ask_so_often_and_no_more(clock: Clock) -> None:
    assert [ask() for _ in range(3)] == [{}, {}, {}]

    error = refusal()

    assert (error.status, error.extensions) == (429, {"code": "RATE_LIMITED"})
    assert error.headers == {
        "Retry-After": "80",
        "RateLimit-Policy": '"public";q=3;w=60',
        "RateLimit": '"public";r=0;t=80',
    }


def test_each_sender_counts_alone(clock: Clock) -> None:
    for _ in range(3):
        ask()

    assert ask(sender="203.0.113.10") == {}


def test_a_token_is_told_what_is_left(clock: Clock) -> None:
    caller = Caller(token_id=7)

    left = [ask(caller)["RateLimit"] for _ in range(5)]

    assert left == [f'"token";r={remaining};t=60' for remaining in (4, 3, 2, 1, 0)]
    assert refusal(caller).headers["RateLimit-Policy"] == '"token";q=5;w=60'
    assert ask(Caller(token_id=8))["RateLimit"] == '"token";r=4;t=60'


@pytest.mark.parametrize("spacing", [0, 1, 7, 13])
def test_whoever_waits_as_told_is_let_in(clock: Clock, spacing: float) -> None:
    for _round in range(12):
        try:
            ask()
        except CallerError as error:
            clock.wait(int(error.headers["Retry-After"]))
            ask()
        clock.wait(spacing)


def test_no_minute_sees_much_more_than_the_quota(clock: Clock) -> None:
    let_in: list[datetime] = []
    for _ in range(1200):
        clock.wait(0.5)
        try:
            ask()
        except CallerError:
            continue
        let_in.append(clock.now)

    most = max(sum(start <= one < start + timedelta(minutes=1) for one in let_in) for start in let_in)
    assert 3 <= most <= 4
    assert len(let_in) >= 20


def test_zero_means_no_limit(clock: Clock, settings: Any) -> None:
    settings.API_RATE_LIMIT = settings.API_TOKEN_RATE_LIMIT = 0

    assert [ask() for _ in range(10)] + [ask(Caller(token_id=7)) for _ in range(10)] == [{}] * 20


def test_without_the_cache_everybody_is_answered(settings: Any) -> None:
    nobody = f"redis://127.0.0.1:{free_port()}/0"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": nobody}}

    assert [ask(sender="203.0.113.11"), ask(Caller(token_id=7))] == [{}, {}]


def test_processes_count_together_in_redis(settings: Any) -> None:
    settings.API_RATE_LIMIT = 2
    with valkey() as url:
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}}
        for _ in range(2):
            ask()

        assert refusal().extensions == {"code": "RATE_LIMITED"}
        server = caches["default"]._cache.get_client()  # noqa: SLF001  Django has no way to list what it keeps.
        kept = [name.decode() for name in server.keys("*")]

    assert kept
    assert [name for name in kept if "203.0.113" in name] == []
