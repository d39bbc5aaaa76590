from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any, Protocol

from cms.api.context import Context
from cms.api.languages import mark
from cms.api.limits import limit
from cms.api.search.asking import Asked, cursor_of
from cms.api.search.page_types import models_by_key, name_of
from cms.search.highlights import Highlighter, Part
from cms.search.searching import BEST, Found, Hit
from publications.models import Topic


class Content(Protocol):
    """What the results refer to, as far as it can be seen."""

    @property
    def pages(self) -> Mapping[int, Any]: ...

    @property
    def topics(self) -> Mapping[int, Any]: ...

    @property
    def languages(self) -> Mapping[int, str]:
        """By the ids of locales."""
        ...


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
    node: Any
    highlighter: Highlighter

    @property
    def score(self) -> float:
        return self.hit.points / BEST

    @property
    def cursor(self) -> str:
        return cursor_of(self.hit.place)

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

    asked: Asked
    found: Found
    content: Content

    @cached_property
    def edges(self) -> list[Edge]:
        hits = [hit for hit in self.found.hits if hit.page_id in self.content.pages]
        query = self.asked.search.query
        highlighters = {
            language: Highlighter.of(query, language=language) for language in {hit.language for hit in hits}
        }
        return [
            Edge(hit=hit, node=self.content.pages[hit.page_id], highlighter=highlighters[hit.language]) for hit in hits
        ]

    @property
    def nodes(self) -> list[Any]:
        return [edge.node for edge in self.edges]

    @property
    def page_info(self) -> dict[str, Any]:
        return {
            "has_next_page": self.found.has_more,
            "has_previous_page": self.asked.is_continued,
            "start_cursor": self.edges[0].cursor if self.edges else None,
            "end_cursor": self.edges[-1].cursor if self.edges else None,
        }

    @property
    def total_count(self) -> int:
        return self.found.total

    @property
    def is_shortened(self) -> bool:
        return self.asked.search.query.is_shortened

    @property
    def facets(self) -> "Facets":
        return Facets(found=self.found, content=self.content)


@dataclass(frozen=True, kw_only=True)
class Facets:
    """What SearchFacets resolves from."""

    found: Found
    content: Content

    @property
    def types(self) -> list[dict[str, Any]]:
        models = models_by_key()
        counts = {name_of(models[key]): count for key, count in self.found.types.items() if key in models}
        return [{"type": name, "count": count} for name, count in _most_first(counts)]

    @property
    def topics(self) -> list[dict[str, Any]]:
        topics = self.content.topics
        return [
            {"topic": topics[key], "count": count} for key, count in _most_first(self.found.topics) if key in topics
        ]

    @property
    def locales(self) -> list[dict[str, Any]]:
        codes = self.content.languages
        counts = {codes[key]: count for key, count in self.found.locales.items() if key in codes}
        return [{"locale": code, "count": count} for code, count in _most_first(counts)]


@dataclass(frozen=True, kw_only=True)
class LookedUp:
    """What results refer to, looked up by the ORM when somebody asks: for each type the same number of statements.

    Who sees drafts sees them in the place of the published pages.
    """

    context: Context
    found: Found
    asked_language: str | None

    @cached_property
    def pages(self) -> Mapping[int, Any]:
        models = models_by_key()
        keys = defaultdict(list)
        for hit in self.found.hits:
            if hit.type in models:
                keys[models[hit.type]].append(hit.page_id)
        found = (
            page
            for model, pks in keys.items()
            for page in self.context.pages(model.objects.filter(pk__in=pks), limit=limit("page_size"))
        )
        pages = {page.pk: page for page in found}
        mark(pages.values(), asked=self.asked_language)
        return pages

    @cached_property
    def topics(self) -> Mapping[int, Any]:
        topics = Topic.objects.select_related("locale")
        return self.context.visibility.snippets(topics).in_bulk(self.found.topics)

    @property
    def languages(self) -> Mapping[int, str]:
        return languages_by_key(self.context)


def languages_by_key(context: Context) -> dict[int, str]:
    return {home.locale_id: home.locale.language_code for home in context.homes}


def _most_first(counts: Mapping[Any, int]) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
