from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Self

from cms.search.analysis import folded, joined, stem, words
from cms.search.models import Document

# A book in a single page must not outgrow what PostgreSQL takes as one entry, a megabyte.
MAXIMUM_INDEXED_WORDS = 50_000


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A document as an index holds it: stems in their order, and the other words that what is typed may begin."""

    page_id: int
    language: str
    title: tuple[str, ...]
    summary: tuple[str, ...]
    body: tuple[str, ...]
    unstemmed: tuple[str, ...]

    @classmethod
    def of(cls, document: Document) -> Self:
        texts = [words(text)[:MAXIMUM_INDEXED_WORDS] for text in (document.title, document.summary, document.body)]
        title, summary, body = (tuple(stem(word, document.language) for word in text) for text in texts)
        return cls(
            page_id=document.page_id,
            language=document.language,
            # The whole title is one more word, for those who look for just that; see Query.as_title.
            title=(*title, joined(title)),
            summary=summary,
            body=body,
            unstemmed=_unstemmed(chain.from_iterable(texts), stemmed=frozenset((*title, *summary, *body))),
        )


def _unstemmed(texts: Iterable[str], *, stemmed: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted({folded(word) for word in texts} - stemmed))
