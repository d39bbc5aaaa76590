import pytest
from django.db import connection, transaction
from taggit.models import Tag

from cms.api.caching.readings import EpochReader
from cms.epoch import EpochMissingError, current
from cms.epoch.models import Epoch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reader() -> EpochReader:
    return EpochReader()


def test_it_reads_what_was_committed(reader: EpochReader) -> None:
    found = [reader.read()]
    Tag.objects.create(name="Neu", slug="neu")
    found.append(reader.read())

    assert found[0] < found[1] == current()
    reader.close()


def test_within_a_transaction_it_reads_what_that_sees(reader: EpochReader) -> None:
    before = reader.read()
    with transaction.atomic():
        Tag.objects.create(name="Neu", slug="neu")
        within = reader.read()
        transaction.set_rollback(True)

    assert within > before == reader.read()
    reader.close()


def test_a_connection_that_broke_is_replaced(reader: EpochReader) -> None:
    before = reader.read()
    reader._source.close()  # type: ignore[union-attr]  # noqa: SLF001  A database that restarts does this.

    assert reader.read() == before
    reader.close()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no server that could end a connection.")
def test_a_connection_that_the_server_ends_is_replaced(reader: EpochReader) -> None:
    before = reader.read()
    with connection.cursor() as cursor:
        process = reader._source._connection.info.backend_pid  # type: ignore[union-attr]  # noqa: SLF001  As above.
        cursor.execute("SELECT pg_terminate_backend(%s)", [process])

    assert reader.read() == before
    reader.close()


def test_a_missing_epoch_says_what_to_do(reader: EpochReader) -> None:
    Epoch.objects.all().delete()

    with pytest.raises(EpochMissingError, match="migrate"):
        reader.read()
    reader.close()
