from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from cms.search.indexes.entries import Entry
from cms.search.queries import Query


@dataclass(frozen=True, kw_only=True)
class SQL:
    """A piece of a statement with its parameters in their order."""

    text: str
    params: tuple[Any, ...] = ()


class SearchIndex(ABC):
    """The full text search of one kind of database. Stems are made by us, so every kind finds the same."""

    vendor: ClassVar[str]

    @abstractmethod
    def write(self, entries: Iterable[Entry]) -> None:
        """Put entries into the index, each in the place of the one that its page had."""

    @abstractmethod
    def match(self, query: Query, *, language: str) -> SQL | None:
        """Return a select of page_id and score, the higher the better, of what matches in a language.

        None when nothing can match, because the query holds nothing to look for.
        """

    @abstractmethod
    def rank(self, query: Query, *, languages: Sequence[str]) -> SQL:
        """Return a select of page_id, type_id and score from `found`, which holds what matched and can be seen."""


def matches(index: SearchIndex, query: Query, *, languages: Sequence[str]) -> SQL | None:
    parts = [part for language in languages if (part := index.match(query, language=language))]
    if not parts:
        return None
    params = tuple(param for part in parts for param in part.params)
    return SQL(text=" UNION ALL ".join(part.text for part in parts), params=params)
