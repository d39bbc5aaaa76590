from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import orjson
from django.db import OperationalError, connection

from cms.api.plans.bound import SQL, Values
from cms.api.plans.errors import UnplannedError
from cms.api.plans.prepared import Prepared, can_prepare

# PostgreSQL takes 100 arguments of a function, SQLite 127.
MAXIMUM_ARGUMENTS = 100
# Those of the plans that are remembered, and no more than a connection prepares.
MAXIMUM_STATEMENTS = 256
# SQLite parses a hundred levels. A query within its limits may nest more of them where much is restricted.
TOO_DEEP = "parser stack overflow"
_known: dict[tuple[SQL, ...], "Statement"] = {}


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement of several parts, which comes to an array of what each comes to."""

    text: str
    parts: tuple[SQL, ...]
    # Its form for servers that plan statements ahead.
    prepared: Prepared | None

    @classmethod
    def of(cls, parts: tuple[SQL, ...]) -> "Statement":
        texts = [sql.text for sql in parts]
        if connection.vendor != "postgresql":
            return cls(text=f"SELECT {_array('json_array', texts)}", parts=parts, prepared=None)
        # As a text, so that it is not parsed by psycopg, which takes longer.
        text = f"SELECT {_array('json_build_array', texts)}::text"
        parameters = [(place, each) for place, sql in enumerate(parts) for each in sql.parameters]
        return cls(text=text, parts=parts, prepared=Prepared.of(text, parameters))

    def fetch(self, values: Sequence[Values]) -> Any:
        if self.prepared is not None and can_prepare():
            return self.prepared.fetch(values)
        parameters = [value for sql, given in zip(self.parts, values, strict=True) for value in sql.given(given)]
        with connection.cursor() as cursor:
            try:
                cursor.execute(self.text, parameters)
            except OperationalError as error:
                if str(error) == TOO_DEEP:
                    raise UnplannedError(TOO_DEEP) from error
                raise
            (value,) = cursor.fetchone()
        return value


def run(parts: Sequence[tuple[SQL, Values]]) -> list[Any]:
    """Return what each of the parts, which are expressions that make JSON, comes to: all in one statement.

    Raises UnplannedError where the database cannot read it.
    """
    if not parts:
        return []
    found: list[Any] = orjson.loads(_statement(tuple(sql for sql, _ in parts)).fetch([values for _, values in parts]))
    return found if len(parts) <= MAXIMUM_ARGUMENTS else list(chain.from_iterable(found))


def _array(function: str, texts: list[str]) -> str:
    """Return an array of all, or an array of arrays where they are too many for one."""
    if len(texts) > MAXIMUM_ARGUMENTS:
        groups = range(0, len(texts), MAXIMUM_ARGUMENTS)
        texts = [_array(function, texts[start : start + MAXIMUM_ARGUMENTS]) for start in groups]
    return f"{function}({', '.join(texts)})"


def _statement(parts: tuple[SQL, ...]) -> Statement:
    statement = _known.get(parts)
    if statement is None:
        if len(_known) >= MAXIMUM_STATEMENTS:
            _known.clear()
        statement = _known[parts] = Statement.of(parts)
    return statement
