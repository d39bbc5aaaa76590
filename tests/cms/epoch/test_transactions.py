import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat
from taggit.models import Tag, TaggedItem

from cms.epoch import current

pytestmark = pytest.mark.django_db(transaction=True)
# The pool has four connections, and the test itself holds one.
WRITERS, CHANGES = 2, 40

Result = TypeVar("Result")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time.")


@contextmanager
def elsewhere() -> Iterator[Callable[[Callable[[], Result]], Result]]:
    """Run what is given on one other connection."""

    with ThreadPoolExecutor(1) as thread:
        yield lambda work: thread.submit(work).result(timeout=30)
        thread.submit(lambda: connection.close()).result()  # noqa: PLW0108  Each thread has a connection of its own.


@pytest.fixture
def tags() -> list[Tag]:
    return Tag.objects.bulk_create(Tag(name=f"Thema {number}", slug=f"thema-{number}") for number in range(4))


def test_others_see_the_epoch_rise_when_a_change_is_committed(tags: list[Tag]) -> None:
    with elsewhere() as there:
        before = there(current)
        with transaction.atomic():
            Tag.objects.filter(pk=tags[0].pk).update(name="Neu")
            within = current()
            during = there(current)
        after = there(current)

    assert during == before
    assert before < within <= after
    assert current() == after


def test_a_change_that_is_rolled_back_leaves_the_epoch(tags: list[Tag]) -> None:
    before = current()
    with transaction.atomic():
        Tag.objects.filter(pk=tags[0].pk).update(name="Neu")
        transaction.set_rollback(True)

    assert current() == before


def test_a_change_outside_a_block_raises_the_epoch(tags: list[Tag]) -> None:
    before = current()
    Tag.objects.filter(pk=tags[0].pk).update(name="Neu")

    assert current() > before


@on_postgresql
def test_emptying_a_table_raises_the_epoch(tags: list[Tag]) -> None:
    before = current()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE taggit_tag CASCADE")

    assert current() > before


@on_postgresql
def test_a_table_that_was_changed_can_be_altered_in_the_same_transaction(tags: list[Tag]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        Tag.objects.filter(pk=tags[0].pk).update(name="Neu")
        cursor.execute("ALTER TABLE taggit_tag ADD COLUMN is_new boolean")
        transaction.set_rollback(True)

    assert set(Tag.objects.values_list("name", flat=True)) != {"Neu"}


@on_postgresql
def test_transactions_do_not_wait_for_one_that_stays_open(tags: list[Tag]) -> None:
    def change() -> int:
        with transaction.atomic():
            Tag.objects.filter(pk=tags[1].pk).update(name="Dort")
        return current()

    with elsewhere() as there:
        before = current()
        with transaction.atomic():
            Tag.objects.filter(pk=tags[0].pk).update(name="Hier")
            first = there(change)
        second = current()

    assert before < first < second


@on_postgresql
def test_the_epoch_is_the_last_lock_of_a_transaction(tags: list[Tag]) -> None:
    """Who checks a foreign key at its end waits for who holds that row, and must not hold the epoch meanwhile."""

    def refer() -> None:
        with transaction.atomic():
            TaggedItem.objects.create(tag=tags[0], object_id=1, content_type=ContentType.objects.get_for_model(Tag))
        connection.close()

    before = current()
    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            # The foreign key might name any unique column, so this holds the row against it.
            Tag.objects.filter(pk=tags[0].pk).update(slug="neu")
            referring = thread.submit(refer)
            time.sleep(0.5)
            assert not referring.done()
        referring.result(timeout=30)

    assert current() > before


def write(tags: list[Tag], *, seed: int) -> None:
    choose = random.Random(seed)  # noqa: S311  This keeps no secret.
    for _ in range(CHANGES):
        with transaction.atomic():
            for tag in sorted(choose.sample(tags, 2), key=lambda tag: tag.pk):
                Tag.objects.filter(pk=tag.pk).update(name=Concat("name", Value("+")))
            time.sleep(choose.random() / 500)
    connection.close()


def content() -> tuple[str, ...]:
    return tuple(Tag.objects.order_by("pk").values_list("name", flat=True))


def test_no_change_is_missed_by_whoever_reads_meanwhile(tags: list[Tag]) -> None:
    """One epoch has one content."""
    seen = set()
    with ThreadPoolExecutor(WRITERS) as threads:
        writers = [threads.submit(write, tags, seed=seed) for seed in range(WRITERS)]
        while not all(writer.done() for writer in writers):
            before, names, after = current(), content(), current()
            assert before <= after
            if before == after:
                seen.add((before, names))
        for writer in writers:
            writer.result()

    assert len({number for number, _ in seen}) == len(seen) > 1
