import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from cms.database import database


@pytest.mark.django_db
def test_it_is_the_one_that_django_has_for_this_thread() -> None:
    assert database() is connections["default"]
    assert database() is database()


def test_each_thread_has_its_own() -> None:
    def both() -> tuple[int, int]:
        return id(database()), id(connections["default"])

    with ThreadPoolExecutor(1) as thread:
        found, expected = thread.submit(both).result()

    assert found == expected != id(database())


def test_within_an_event_loop_it_is_the_one_of_the_call() -> None:
    async def both() -> tuple[int, int]:
        return id(database()), id(connections["default"])

    # Browsers of other tests may keep a loop running in this thread.
    with ThreadPoolExecutor(1) as thread:
        outside = thread.submit(database).result()
        found, expected = thread.submit(asyncio.run, both()).result()

    assert found == expected != id(outside)
