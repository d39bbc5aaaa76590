from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connection, connections

from cms.api.plans.bound import Marker, Values

# Of each connection, the statements that its server knows. A server keeps them for as long as the connection lives.
_known: WeakKeyDictionary[Any, set[bytes]] = WeakKeyDictionary()
MAXIMUM_PREPARED = 256
_numbers = count(1)
# Not knowing how long a list of keys will be, the server expects the worst and would plan anew each time, which takes
# longer than to run what it plans without; compiling takes longer still. What is asked for often lies in memory, where
# it costs as much to look at one row as at the next: by default the server would rather read small tables whole.
SETTINGS = b"SET plan_cache_mode = force_generic_plan; SET jit = off; SET random_page_cost = 1.1"

# PGRES_COMMAND_OK and PGRES_TUPLES_OK of libpq.
DONE = (1, 2)


def can_prepare() -> bool:
    """Say whether a statement may bypass Django's cursor: where nobody logs it and an error ends no transaction."""
    database = connections[DEFAULT_DB_ALIAS]
    return not (database.in_atomic_block or database.queries_logged) and database.get_autocommit()


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A statement that PostgreSQL plans once for each connection, as it plans ours for longer than it runs them.

    It is sent by libpq's own calls: psycopg would take a text of this length apart each time. What Django wraps around
    statements still sees it, such as the deadline of a request.
    """

    name: bytes
    text: str
    # For each value, the part that brings it.
    markers: Sequence[tuple[int, Marker]]

    @classmethod
    def of(cls, text: str, parameters: Iterable[tuple[int, Any]]) -> "Prepared":
        """Number the markers; what is the same in each call becomes part of the text, so that the server knows it."""
        markers: dict[tuple[int, str], tuple[int, Marker]] = {}
        numbered = []
        for place, each in parameters:
            if isinstance(each, Marker):
                markers.setdefault((place, each.name), (place, each))
                numbered.append(f"${list(markers).index((place, each.name)) + 1}")
            else:
                numbered.append(_literal(each))
        return cls(name=b"plan_%d" % next(_numbers), text=text % tuple(numbered), markers=tuple(markers.values()))

    def fetch(self, values: Sequence[Values]) -> Any:
        """Run it with the values of each part, and return the one value that it comes to, as bytes."""
        # Looked up once, as the proxy that Django has for it takes longer than many a step of a request.
        database = connections[DEFAULT_DB_ALIAS]
        database.ensure_connection()
        parameters = [marker.prepare(values[place][marker.name]) for place, marker in self.markers]
        execute: Any = partial(self._execute, database.connection)
        for wrapper in reversed(database.execute_wrappers):
            execute = partial(wrapper, execute)
        with database.wrap_database_errors:
            return execute(self.text, parameters, False, {"connection": database, "cursor": None})  # noqa: FBT003  Django's.

    def _execute(self, raw: Any, _text: str, parameters: Sequence[Any], *_ignored: Any) -> Any:
        encoded = [_encoded(each) for each in parameters]
        self._prepare(raw)
        return _checked(raw, raw.pgconn.exec_prepared(self.name, encoded)).get_value(0, 0)

    def _prepare(self, raw: Any) -> None:
        known = _known.get(raw)
        if known is None:
            _checked(raw, raw.pgconn.exec_(SETTINGS))
            known = _known.setdefault(raw, set())
        if self.name in known:
            return
        if len(known) >= MAXIMUM_PREPARED:
            _checked(raw, raw.pgconn.exec_(b"DEALLOCATE ALL"))
            known.clear()
        _checked(raw, raw.pgconn.prepare(self.name, self.text.encode()))
        known.add(self.name)


def _encoded(value: Any) -> bytes | None:
    """Write a value as PostgreSQL reads it. The statement says which type it has."""
    if value is None:
        return None
    encoded = (value if isinstance(value, str) else str(value)).encode()
    if b"\0" in encoded:
        # It would end there for libpq.
        from psycopg.errors import DataError  # noqa: PLC0415  Only PostgreSQL's users have it.

        message = "PostgreSQL keeps no character NUL. Leave it out."
        raise DataError(message)
    return encoded


def _literal(value: Any) -> str:
    from psycopg.sql import Literal  # noqa: PLC0415  Only PostgreSQL's users have it.

    connection.ensure_connection()
    return Literal(value).as_string(connection.connection)


def _checked(raw: Any, result: Any) -> Any:
    if result.status in DONE:
        return result
    from psycopg.errors import OperationalError, error_from_result  # noqa: PLC0415  As above.

    # What libpq itself says of a connection that broke has no code of the server's.
    raise OperationalError(result.error_message.decode()) if raw.closed else error_from_result(result)
