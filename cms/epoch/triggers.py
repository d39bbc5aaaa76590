from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from cms.epoch.content import ContentTable, content_tables
from cms.epoch.dialects import NAME, Dialect
from cms.epoch.models import Epoch
from cms.epoch.postgresql import POSTGRESQL
from cms.epoch.sqlite import SQLITE

DIALECTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
OF_TABLES = "epoch_of_table_"
OF_COLUMNS = "epoch_of_columns_"


@dataclass(frozen=True, kw_only=True)
class Triggers:
    """The triggers that raise the epoch in the transaction of a change, whoever makes it and by whatever means.

    The name of each says what it does, so that one that is no longer right has a name that is no longer wanted.
    """

    connection: BaseDatabaseWrapper
    dialect: Dialect

    @classmethod
    def of(cls, using: str) -> Self:
        connection = connections[using]
        return cls(connection=connection, dialect=DIALECTS[connection.vendor])

    def install(self) -> None:
        """Make what is missing and drop what is not wanted. Whoever changed content meanwhile could not say so."""
        with transaction.atomic(using=self.connection.alias):
            tables = set(self.connection.introspection.table_names())
            if Epoch._meta.db_table not in tables:
                return
            self._execute(*self.dialect.prepare)
            installed, wanted = self.installed(), self.wanted(tables)
            self._drop(installed.keys() - wanted.keys(), installed)
            missing = [definition for name, definition in wanted.items() if name not in installed]
            self._execute(*missing)
            _epoch, is_new = Epoch.objects.using(self.connection.alias).get_or_create(pk=1, defaults={"number": 0})
            if missing or is_new:
                self._execute(self.dialect.raise_epoch)

    def drop_those_with_columns(self) -> None:
        if not self.dialect.lets_columns_go:
            installed = self.installed()
            self._drop((name for name in installed if name.startswith(OF_COLUMNS)), installed)

    def drop(self) -> None:
        installed = self.installed()
        self._drop(installed, installed)

    def installed(self) -> dict[str, str]:
        """Return the table of each trigger by its name."""
        with self.connection.cursor() as cursor:
            cursor.execute(self.dialect.installed)
            return dict(cursor.fetchall())

    def wanted(self, tables: set[str]) -> dict[str, str]:
        """Return the definition of each trigger by its name."""
        found = [table for table in content_tables() if table.name in tables]
        return dict(named for table in found for named in self._named(table))

    def _named(self, table: ContentTable) -> list[tuple[str, str]]:
        prefix = OF_COLUMNS if table.columns else OF_TABLES
        definitions = self.dialect.definitions(table)
        names = [prefix + sha256(definition.encode()).hexdigest()[:16] for definition in definitions]
        return [(name, text.replace(NAME, name)) for name, text in zip(names, definitions, strict=True)]

    def _drop(self, names: Iterable[str], installed: Mapping[str, str]) -> None:
        self._execute(*(self.dialect.drop.format(name=name, table=installed[name]) for name in names))

    def _execute(self, *statements: str) -> None:
        with self.connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
