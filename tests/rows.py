"""The rows of an SQLite database, kept to be put back: a few statements where making them anew takes hundreds."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from functools import cache
from typing import Any

from django.db import connection, transaction

# As Django writes it; the driver knows days and moments alone.
sqlite3.register_adapter(time, str)

Row = tuple[Any, ...]
Rows = dict["Table", dict[Row, Row]]

# What Wagtail's triggers keep in step, what a virtual table is made of, and what only its own triggers may write.
DERIVED = ("wagtailsearch_indexentry_fts", "search_index_", "epoch_", "django_migrations")


@dataclass(frozen=True, kw_only=True)
class Table:
    name: str
    columns: tuple[str, ...]
    # How many of the columns, which are the first ones, make up the primary key.
    key_length: int

    def rows(self) -> dict[Row, Row]:
        """Return the rows by their keys."""
        return {
            row[: self.key_length]: row
            for row in _fetched(f"SELECT {_names(self.columns)} FROM {_name(self.name)}")  # noqa: S608  Names of tables.
        }

    def delete(self, keys: Iterable[Row]) -> None:
        condition = " AND ".join(f"{_name(column)} = %s" for column in self.columns[: self.key_length])
        _execute_many(f"DELETE FROM {_name(self.name)} WHERE {condition}", keys)  # noqa: S608  As above.

    def insert(self, rows: Iterable[Row]) -> None:
        places = ", ".join("%s" for _column in self.columns)
        statement = f"INSERT INTO {_name(self.name)} ({_names(self.columns)}) VALUES ({places})"  # noqa: S608  As above.
        _execute_many(statement, rows)


@cache
def tables() -> tuple[Table, ...]:
    """Return all tables that are not made of others."""
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if not name.startswith(DERIVED)]
        keys = {name: connection.introspection.get_primary_key_columns(cursor, name) or ["rowid"] for name in names}
    return tuple(_table(name, key=keys[name]) for name in sorted(names))


def stored(among: Iterable[Table] | None = None) -> Rows:
    """Return the rows that the tables have, by default those of all tables."""
    return {table: table.rows() for table in (tables() if among is None else among)}


def put(wanted: Rows) -> None:
    """Give these tables these rows and no others. What the database derives from rows follows, as do its triggers."""
    current = stored(wanted)
    with transaction.atomic():
        # Keys may refer to rows that come later: all constraints of the database wait for the end of the transaction.
        for table, rows in wanted.items():
            table.delete([key for key, row in current[table].items() if rows.get(key) != row])
        for table, rows in wanted.items():
            table.insert([row for key, row in rows.items() if current[table].get(key) != row])


def _table(name: str, *, key: list[str]) -> Table:
    columns = [column for (column,) in _fetched("SELECT name FROM pragma_table_info(%s)", name)]
    return Table(name=name, columns=(*key, *(each for each in columns if each not in key)), key_length=len(key))


def _fetched(statement: str, *parameters: str) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _execute_many(statement: str, rows: Iterable[Row]) -> None:
    if rows := list(rows):
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def _name(name: str) -> str:
    return str(connection.ops.quote_name(name))


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))
