from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

from django.db import connection

from cms.api.limits import current_deadline
from cms.api.plans.bound import Marker, Values
from cms.api.plans.readers import Reader, readers
from cms.database import database

_numbers = count(1)


def can_prepare() -> bool:
    """Say whether a statement may bypass Django's connection: where nobody logs it and no transaction is to see it."""
    ours = database()
    is_automatic = ours.connection is None or ours.autocommit
    return is_automatic and not (ours.in_atomic_block or ours.queries_logged)


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
        parameters = [marker.prepare(values[place][marker.name]) for place, marker in self.markers]
        ours = database()
        execute: Any = self._execute
        for wrapper in reversed(ours.execute_wrappers):
            execute = partial(wrapper, execute)
        with ours.wrap_database_errors:
            return execute(self.text, parameters, False, {"connection": ours, "cursor": None})  # noqa: FBT003  Django's.

    def _execute(self, _text: str, parameters: Sequence[Any], *_ignored: Any) -> bytes | None:
        encoded = [_encoded(each) for each in parameters]
        while True:
            reader, may_have_broken = readers.take()
            try:
                return self._read(reader, encoded)
            except Exception:
                # It broke while it was idle, as when the server began anew; reading twice changes nothing.
                if not (reader.is_broken and may_have_broken):
                    raise
            finally:
                readers.give_back(reader)

    def _read(self, reader: Reader, parameters: Sequence[bytes | None]) -> bytes | None:
        deadline = current_deadline()
        with deadline.cancelling(reader.driver) if deadline else nullcontext():
            return reader.value(self.name, self.text, parameters)


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
