from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from django.db import connection

# Texts that PostgreSQL cannot prepare, because nothing says which type one of their parameters has.
_unpreparable: set[str] = set()
MAXIMUM_UNPREPARABLE = 1024


def fetch_value(text: str, parameters: Sequence[Any]) -> Any:
    """Run a statement that returns one value, and return it.

    PostgreSQL plans such a statement for longer than it runs it, so there it is prepared: planned once for each
    connection. SQLite's driver does so by itself.
    """
    if connection.vendor != "postgresql" or text in _unpreparable:
        return _fetched(connection.cursor(), text, parameters)
    return _prepared(text, parameters)


def _prepared(text: str, parameters: Sequence[Any]) -> Any:
    from psycopg.errors import AmbiguousFunction, IndeterminateDatatype  # noqa: PLC0415  Only PostgreSQL's users have it.

    if connection.in_atomic_block:
        # An error would end the transaction, and there is no second try.
        return _fetched(connection.cursor(), text, parameters)
    try:
        return _fetched(_preparing_cursor(), text, parameters)
    except Exception as error:
        if not isinstance(error.__cause__, IndeterminateDatatype | AmbiguousFunction):
            raise
        if len(_unpreparable) < MAXIMUM_UNPREPARABLE:
            _unpreparable.add(text)
        return _fetched(connection.cursor(), text, parameters)


def _fetched(cursor: AbstractContextManager[Any], text: str, parameters: Sequence[Any]) -> Any:
    with cursor as opened:
        opened.execute(text, parameters)
        (value,) = opened.fetchone()
    return value


def _preparing_cursor() -> Any:
    """Return a cursor like Django's, counted and logged as Django does, whose statements the server prepares."""
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415  As above.

    connection.ensure_connection()
    raw: Any = connection.connection
    # Django leaves it empty, which means never; at zero each statement is prepared the first time.
    raw.prepare_threshold = 0
    cursor: Any = ServerBindingCursor(raw)  # type: ignore[call-arg]  # psycopg takes the connection; the stubs do not know.
    return connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)
