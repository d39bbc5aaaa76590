from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_state() -> Iterator[None]:
    """Read all within from one state of the content, however often it changes meanwhile.

    PostgreSQL shows each statement of such a transaction what the first one saw. SQLite lets nobody write meanwhile, so
    this is for those who were disturbed too often.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
