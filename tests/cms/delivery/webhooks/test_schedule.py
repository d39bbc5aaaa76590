from datetime import timedelta

from cms.delivery.webhooks.schedule import DELAYS, JITTER, MAXIMUM_TRIES, next_try
from tests.factories.site import NOW

DAY = timedelta(hours=24)


def test_there_are_at_least_eight_tries_over_a_day() -> None:
    moments = [NOW]
    while again := next_try(tries=len(moments), now=moments[-1]):
        moments.append(again)

    assert len(moments) == MAXIMUM_TRIES >= 8
    assert DAY <= moments[-1] - NOW <= DAY * (1 + JITTER) * 1.1


def test_waits_grow_and_differ() -> None:
    seconds = {next_try(tries=2, now=NOW) for _ in range(20)}

    assert len(seconds) > 10
    assert list(DELAYS) == sorted(DELAYS)


def test_endpoints_may_ask_for_more_time_but_not_for_ever() -> None:
    asked = next_try(tries=1, now=NOW, retry_after=600)
    forever = next_try(tries=1, now=NOW, retry_after=1e15)

    assert asked == NOW + timedelta(seconds=600)
    assert forever == NOW + DAY


def test_asking_for_less_changes_nothing() -> None:
    again = next_try(tries=4, now=NOW, retry_after=1)

    assert again is not None
    assert again >= NOW + timedelta(minutes=30)
