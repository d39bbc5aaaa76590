from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier

import pytest
from django.db import transaction

from cms.epoch import latest, remembered
from cms.epoch.memory import MAXIMUM_VALUES, Memory


def test_a_value_is_made_once_for_each_epoch() -> None:
    memory, numbers = Memory(), count()

    found = [memory.value(epoch, "key", lambda: next(numbers)) for epoch in (1, 1, 2, 2)]

    assert found == [0, 0, 1, 1]


def test_an_earlier_epoch_changes_nothing_of_the_later_one() -> None:
    memory = Memory()
    memory.value(2, "key", lambda: "later")

    assert memory.value(1, "key", lambda: "earlier") == "earlier"
    assert memory.value(2, "key", lambda: "again") == "later"


def test_a_value_may_be_none() -> None:
    memory, numbers = Memory(), count()

    def make() -> None:
        next(numbers)

    memory.value(1, "key", make)
    memory.value(1, "key", make)

    assert next(numbers) == 1


def test_what_fails_is_tried_again() -> None:
    memory = Memory()
    with pytest.raises(ZeroDivisionError):
        memory.value(1, "key", lambda: 1 / 0)

    assert memory.value(1, "key", lambda: 1) == 1


def test_memory_is_bounded() -> None:
    memory, numbers = Memory(), count()
    for key in range(MAXIMUM_VALUES + 10):
        memory.value(1, key, lambda: 0)

    found = {memory.value(1, MAXIMUM_VALUES + 5, lambda: next(numbers)) for _ in range(3)}

    assert found == {0, 1, 2}
    assert memory.value(1, 0, lambda: 9) == 0


def test_threads_get_along() -> None:
    memory, together = Memory(), Barrier(4)

    def ask(epoch: int) -> int:
        together.wait()
        return sum(memory.value(epoch, key, lambda: 1) for key in range(1000))

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, [1, 2, 1, 2])) == [1000] * 4


@pytest.mark.django_db(transaction=True)
def test_what_is_made_in_a_transaction_stays_in_it() -> None:
    with transaction.atomic():
        assert remembered(2**60, "key", lambda: "within") == "within"
        with transaction.atomic():
            assert remembered(2**60, "key", lambda: "again") == "within"
    with transaction.atomic():
        assert remembered(2**60, "key", lambda: "other") == "other"


@pytest.mark.django_db(transaction=True)
def test_the_epoch_of_what_is_remembered_is_known_without_a_look() -> None:
    with transaction.atomic():
        assert latest() is None
        remembered(2**60, "key", lambda: "within")
        assert latest() == 2**60
    with transaction.atomic():
        assert latest() is None
