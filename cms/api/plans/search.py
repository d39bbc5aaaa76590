from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import connection
from graphql import FieldNode

from cms.api.languages import mark
from cms.api.plans.answers import Planned
from cms.api.plans.bound import SQL, BoundSet, Marker, Parts, Values
from cms.api.plans.layout import Seen
from cms.api.plans.lookups import Lookup
from cms.api.plans.planner import Planner, page_models
from cms.api.plans.roots import MAXIMUM_COMPILED, Result, Steps
from cms.api.search.asking import CURSORS_OF, Asked
from cms.api.search.results import Results, languages_by_key
from cms.search.searching import COLUMNS, Found, found_in, statement
from publications.models import Topic

AS_JSON = {
    "sqlite": "json((SELECT json_group_array(json_array({columns})) FROM ({rows}) AS told))",
    "postgresql": "(SELECT COALESCE(json_agg(json_build_array({columns})), '[]'::json) FROM ({rows}) AS told)",
}


@dataclass(frozen=True, kw_only=True)
class ReadContent:
    """What results refer to, read in one statement."""

    pages: Mapping[int, Any]
    topics: Mapping[int, Any]
    languages: Mapping[int, str]


@dataclass(kw_only=True)
class SearchRoot:
    """The search: it is found first which pages it comes to, then each is read with the fields of its type."""

    planner: Planner
    # What is asked of pages, and of the topics of facets.
    pages: list[list[FieldNode]]
    topics: list[FieldNode]
    # Whether the answer tells which they are, or only how many.
    shows_pages: bool
    shows_topics: bool
    _compiled: dict[str, SQL] = field(default_factory=dict)

    @classmethod
    def of(cls, nodes: list[FieldNode], planner: Planner) -> "SearchRoot":
        below = planner.below("SearchConnection", nodes)
        edges = planner.below("SearchEdge", below.get("edges", []))
        facets = planner.below("SearchFacets", below.get("facets", []))
        topics = planner.below("SearchTopicFacet", facets.get("topics", []))
        pages = [below.get("nodes"), edges.get("node")]
        return cls(
            planner=planner,
            pages=[each for each in pages if each],
            topics=topics.get("topic", []),
            shows_pages=not {"edges", "nodes", "pageInfo"}.isdisjoint(below),
            shows_topics="topics" in facets,
        )

    def steps(self, context: Planned, sent: Mapping[str, Any], read: Seen) -> Steps:
        asked = Asked.of(context, **sent)
        # What is asked for is compiled now, as it is too late to refuse it once something was read.
        self._lookups  # noqa: B018  It is made when it is first looked at.
        answers = yield self._search(asked)
        found = found_in(answers[0], limit=asked.search.limit) if answers else Found()
        content = yield from self._read(found, context, read)
        mark(content.pages.values(), asked=asked.language)
        context.keys.add(f"list:{CURSORS_OF}")
        return Result(value=Results(asked=asked, found=found, content=content), language=asked.language)

    def _search(self, asked: Asked) -> Parts:
        sought = statement(asked.search, languages=asked.languages)
        if sought is None:
            return []
        values = {f"value{number}": value for number, value in enumerate(sought.params)}
        return [(self._compile(sought.text, values), values)]

    def _compile(self, text: str, values: Values) -> SQL:
        """Return the statement of all searches of this shape, whatever is looked for."""
        if text not in self._compiled:
            if len(self._compiled) >= MAXIMUM_COMPILED:
                self._compiled.clear()
            rows = AS_JSON[connection.vendor].format(columns=", ".join(COLUMNS), rows=text)
            self._compiled[text] = SQL(text=rows, parameters=[Marker(name, _as_it_is) for name in values])
        return self._compiled[text]

    def _read(self, found: Found, context: Planned, read: Seen) -> Steps:
        """Read the pages and the topics that were found."""
        pages = self._lookups if self.shows_pages and found.hits else []
        topics = [self._topics] if self.shows_topics and found.topics else []
        keys = {"pages": [hit.page_id for hit in found.hits], "topics": list(found.topics), "now": context.now}
        answers = yield [(lookup.sql, keys) for lookup in (*pages, *topics)]
        return ReadContent(
            pages=_by_id(pages, answers[: len(pages)], read),
            topics=_by_id(topics, answers[len(pages) :], read),
            languages=languages_by_key(context),
        )

    @cached_property
    def _lookups(self) -> list[Lookup]:
        visible = self.planner.seen_by.visibility.pages
        return [
            Lookup.of(
                self.planner.alone(model, *self.pages, also=("locale_id",)),
                visible(model.objects.filter(id__one_of=BoundSet("pages"))),
            )
            for model in page_models()
        ]

    @cached_property
    def _topics(self) -> Lookup:
        visible = self.planner.seen_by.visibility.snippets(Topic.objects.filter(id__one_of=BoundSet("topics")))
        return Lookup.of(self.planner.alone(Topic, self.topics, also=("locale_id",)), visible)


def _by_id(lookups: Sequence[Lookup], answers: Sequence[list[Any]], read: Seen) -> dict[int, Any]:
    rows = (lookup.rows(answer, read) for lookup, answer in zip(lookups, answers, strict=True))
    return {item.pk: item for found in rows for item in found}


def _as_it_is(value: Any) -> Any:
    return value
