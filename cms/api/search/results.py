from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from wagtail.models import Page

from cms.api.context import Context
from cms.api.languages import mark
from cms.api.lists.cursors import Position, encode
from cms.api.lists.slices import MAXIMUM_PAGE_SIZE
from cms.api.search.page_types import models_by_key, name_of
from cms.search.highlights import Highlighter, Part
from cms.search.queries import Query
from cms.search.searching import Found, Hit
from publications.models import Topic

CURSORS_OF = "search"


@dataclass(frozen=True, kw_only=True)
class Highlight:
    """What SearchHighlight resolves from."""

    field: str
    parts: tuple[Part, ...]

    @property
    def html(self) -> str:
        return "".join(
            f"<mark>{escape(part.text)}</mark>" if part.is_match else escape(part.text) for part in self.parts
        )


@dataclass(frozen=True, kw_only=True)
class Edge:
    """What SearchEdge resolves from."""

    hit: Hit
    node: Page
    highlighter: Highlighter

    @property
    def score(self) -> float:
        return self.hit.score

    @property
    def cursor(self) -> str:
        return encode(Position(value=repr(self.hit.score), pk=self.hit.page_id), of=CURSORS_OF)

    @cached_property
    def highlights(self) -> list[Highlight]:
        found = (
            Highlight(field="TITLE", parts=self.highlighter.whole(self.hit.title)),
            Highlight(field="SUMMARY", parts=self.highlighter.fragment(self.hit.summary)),
            Highlight(field="BODY", parts=self.highlighter.fragment(self.hit.body)),
        )
        return [highlight for highlight in found if highlight.parts]


@dataclass(frozen=True, kw_only=True)
class Results:
    """What SearchConnection resolves from. What nobody asks for is not looked up."""

    found: Found
    query: Query
    context: Context
    asked_language: str | None
    is_continued: bool
    # Whether the pages are asked for no more than their own rows tell.
    of_plain_pages: bool = False

    @cached_property
    def edges(self) -> list[Edge]:
        pages = _pages(self.found.hits, self.context, plain=self.of_plain_pages)
        mark(pages.values(), asked=self.asked_language)
        self.context.keys |= {f"page:{pk}" for pk in pages}
        highlighters = {
            language: Highlighter.of(self.query, language=language)
            for language in {hit.language for hit in self.found.hits}
        }
        return [
            Edge(hit=hit, node=pages[hit.page_id], highlighter=highlighters[hit.language])
            for hit in self.found.hits
            if hit.page_id in pages
        ]

    @property
    def nodes(self) -> list[Page]:
        return [edge.node for edge in self.edges]

    @property
    def page_info(self) -> dict[str, Any]:
        return {
            "has_next_page": self.found.has_more,
            "has_previous_page": self.is_continued,
            "start_cursor": self.edges[0].cursor if self.edges else None,
            "end_cursor": self.edges[-1].cursor if self.edges else None,
        }

    @property
    def total_count(self) -> int:
        return self.found.total

    @property
    def is_shortened(self) -> bool:
        return self.query.is_shortened

    @property
    def facets(self) -> "Facets":
        return Facets(found=self.found, context=self.context)


@dataclass(frozen=True, kw_only=True)
class Facets:
    """What SearchFacets resolves from."""

    found: Found
    context: Context

    @property
    def types(self) -> list[dict[str, Any]]:
        models = models_by_key()
        counts = {name_of(models[key]): count for key, count in self.found.types.items() if key in models}
        return [{"type": name, "count": count} for name, count in _most_first(counts)]

    @property
    def topics(self) -> list[dict[str, Any]]:
        topics = self.context.visibility.snippets(Topic.objects.select_related("locale")).in_bulk(self.found.topics)
        return [
            {"topic": topics[key], "count": count} for key, count in _most_first(self.found.topics) if key in topics
        ]

    @property
    def locales(self) -> list[dict[str, Any]]:
        codes = {home.locale_id: home.locale.language_code for home in self.context.homes}
        counts = {codes[key]: count for key, count in self.found.locales.items() if key in codes}
        return [{"locale": code, "count": count} for code, count in _most_first(counts)]


def _pages(hits: Iterable[Hit], context: Context, *, plain: bool) -> dict[int, Page]:
    """Return the pages with what their fields need: for each type the same number of statements, just one if plain."""
    models = models_by_key()
    keys = defaultdict(list)
    for hit in hits:
        if hit.type in models:
            keys[models[hit.type]].append(hit.page_id)
    querysets = (model.objects.filter(pk__in=pks) for model, pks in keys.items())
    # Who sees drafts sees them in the place of the published pages.
    if plain and context.perspective.is_published:
        found = (context.visibility.pages(queryset).select_related("locale") for queryset in querysets)
    else:
        found = (context.pages(queryset, limit=MAXIMUM_PAGE_SIZE) for queryset in querysets)
    return {page.pk: page for pages in found for page in pages}


def _most_first(counts: Mapping[Any, int]) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
