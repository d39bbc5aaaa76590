from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Lookup
from django.db.models.fields import Field

LOWER = "cms_lower"


class FoldedLookup(Lookup[Any]):
    """Compares texts without regard to case, umlauts and all, on both databases alike.

    SQLite by itself knows only the capitals of ASCII. Nothing in the text sought is a wildcard.
    """

    prepare_rhs = False
    template = ""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self._compiled(compiler, connection, position="STRPOS", lower="LOWER")

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self._compiled(compiler, connection, position="INSTR", lower=LOWER)

    def _compiled(self, compiler: Any, connection: Any, *, position: str, lower: str) -> tuple[str, tuple[Any, ...]]:
        text, text_values = self.process_lhs(compiler, connection)
        sought, sought_values = self.process_rhs(compiler, connection)
        found = f"{position}({lower}({text}), {lower}({sought}))"
        return self.template.format(found), (*text_values, *sought_values)


class FoldedContains(FoldedLookup):
    lookup_name = "folded_contains"
    template = "{} > 0"


class FoldedStartsWith(FoldedLookup):
    lookup_name = "folded_startswith"
    template = "{} = 1"


def register() -> None:
    Field.register_lookup(FoldedContains)
    Field.register_lookup(FoldedStartsWith)
    connection_created.connect(_teach, dispatch_uid="cms.api.lists.texts")


def _teach(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function(LOWER, 1, _lower, deterministic=True)


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()
