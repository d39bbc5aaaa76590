import time
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection, transaction
from taggit.models import Tag

from cms.api.caching.leases import LeasedEpoch
from cms.api.connections import connected
from cms.epoch import current
from cms.epoch.postgresql import LEASE
from tests.cms.epoch.test_transactions import elsewhere

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no server that could hold a lease."),
]
# Long enough for a machine that has much to do.
SECONDS = 0.5
CHANGES = 8


@pytest.fixture
def source() -> Iterator[LeasedEpoch]:
    source = LeasedEpoch(connected().connection, seconds=SECONDS)
    yield source
    source.close()


def leases() -> int:
    """Return how many transactions hold the lock, or wait for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        return int(cursor.fetchone()[0])


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def begin_lease(source: LeasedEpoch) -> None:
    """Ask often enough that the last answer begins one; the first ends what was before."""
    time.sleep(SECONDS)
    source.read()
    source.read()


def test_a_change_that_is_over_is_seen_by_whoever_asks_then(source: LeasedEpoch) -> None:
    seen = []
    for number in range(CHANGES):
        # At any moment of a lease.
        begin_lease(source)
        time.sleep(number * SECONDS / CHANGES)
        Tag.objects.create(name=f"Thema {number}", slug=f"thema-{number}")
        seen.append((source.read(), current()))

    assert [read for read, _current in seen] == [current for _read, current in seen]
    assert len(set(seen)) == CHANGES


def test_no_change_is_over_while_somebody_relies_on_the_epoch_before_it() -> None:
    @transaction.atomic
    def change() -> None:
        execute("SET LOCAL lock_timeout = '200ms'")
        Tag.objects.create(name="Neu", slug="neu")

    with elsewhere() as there:
        there(lambda: execute(f"SELECT pg_advisory_lock_shared({LEASE})"))
        with pytest.raises(OperationalError, match="lock timeout"):
            change()
        there(lambda: execute(f"SELECT pg_advisory_unlock_shared({LEASE})"))

    change()


def test_one_look_does_for_many(source: LeasedEpoch) -> None:
    begin_lease(source)
    # Few enough that a busy machine makes them within one lease.
    found = {source.read() for _ in range(50)}

    assert leases() == 1
    assert found == {current()}


def test_whoever_asks_rarely_holds_nothing(source: LeasedEpoch) -> None:
    time.sleep(2 * SECONDS)
    source.read()

    assert leases() == 0


def test_a_lease_ends_though_its_process_does_nothing(source: LeasedEpoch) -> None:
    begin_lease(source)
    began = time.monotonic()
    Tag.objects.create(name="Neu", slug="neu")

    assert time.monotonic() - began < 10 * SECONDS


def test_nobody_waits_for_a_change_that_is_being_committed(source: LeasedEpoch) -> None:
    before = source.read()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock({LEASE})")
        began = time.monotonic()
        found = {source.read() for _ in range(10)}
        took = time.monotonic() - began

    assert found == {before}
    assert took < 10 * SECONDS


def test_a_lease_that_the_server_ends_is_relied_on_no_longer(source: LeasedEpoch) -> None:
    begin_lease(source)
    execute("SELECT pg_terminate_backend(pid, 1000) FROM pg_locks WHERE locktype = 'advisory'")

    with pytest.raises(Exception, match="terminating connection"):
        source.read()
