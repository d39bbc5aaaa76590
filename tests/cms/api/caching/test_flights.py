import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from cms.api.caching.flights import Flights

THREADS = 4


def test_one_makes_it_and_the_others_take_it() -> None:
    flights: Flights[int] = Flights()
    made: list[int] = []
    together = Barrier(THREADS)

    def make() -> int:
        time.sleep(0.2)
        made.append(1)
        return len(made)

    def ask() -> int | None:
        together.wait()
        return flights.share(b"key", make, seconds=5)

    with ThreadPoolExecutor(THREADS) as threads:
        found = [thread.result() for thread in [threads.submit(ask) for _ in range(THREADS)]]

    assert found == [1] * THREADS
    assert made == [1]


def test_who_fails_lets_the_others_help_themselves() -> None:
    flights: Flights[int] = Flights()
    together = Barrier(2)

    def fail() -> int:
        together.wait()
        time.sleep(0.2)
        raise ValueError

    with ThreadPoolExecutor(1) as thread:
        leader = thread.submit(lambda: flights.share(b"key", fail, seconds=5))
        together.wait()
        assert flights.share(b"key", lambda: 1, seconds=5) is None
        with pytest.raises(ValueError):  # noqa: PT011  It is our own.
            leader.result()

    assert flights.share(b"key", lambda: 2, seconds=5) == 2


def test_nobody_waits_for_ever() -> None:
    flights: Flights[int] = Flights()
    together = Barrier(2)

    def slow() -> int:
        together.wait()
        time.sleep(0.5)
        return 1

    with ThreadPoolExecutor(1) as thread:
        leader = thread.submit(lambda: flights.share(b"key", slow, seconds=5))
        together.wait()
        assert flights.share(b"key", lambda: 2, seconds=0.05) is None
        assert leader.result() == 1


def test_other_keys_do_not_wait() -> None:
    flights: Flights[int] = Flights()

    assert flights.share(b"a", lambda: flights.share(b"b", lambda: 2, seconds=5), seconds=5) == 2
