from dataclasses import dataclass
from typing import Any

from cms.api.plans.bound import SQL
from cms.api.plans.layout import Layout, ReadRow, Seen


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """A compiled look-up of rows by their ids, paths or keys."""

    sql: SQL
    read: ReadRow

    @classmethod
    def of(cls, layout: Layout, queryset: Any) -> "Lookup":
        return cls(sql=layout.list_of(queryset), read=layout.reader())

    def rows(self, answer: list[Any], seen: Seen) -> list[Any]:
        return [self.read(row, seen) for row in answer]
