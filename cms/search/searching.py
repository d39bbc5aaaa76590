from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from wagtail.query import PageQuerySet

from cms.search.indexes.base import SQL, matches
from cms.search.indexes.current import current_index
from cms.search.queries import Query

EVERY, NONE = SQL(text="TRUE"), SQL(text="FALSE")
NO_LINKS = SQL(text="SELECT 0 AS page_id, 0 AS topic_id WHERE FALSE")
# One statement answers everything, so its rows have one shape: what they tell, of what, a number, and more of a page.
COLUMNS = ("kind", "key", "number", "type_id", "language", "title", "summary", "body")
NOT_A_PAGE = "0, CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS text)"
# The best result has so many points, and the others their share of them in whole numbers. What is finer says more about
# all that the database holds than about the page.
BEST = 10_000
POINTS = f"COALESCE(CAST(ROUND({BEST} * score / NULLIF((SELECT MAX(score) FROM ranked), 0)) AS integer), 0)"  # noqa: S608  Ours.


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place among results: the points, and the id of the page that breaks ties."""

    points: int
    page_id: int


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is looked for, and among which pages."""

    query: Query
    # The pages that may be seen, whatever the index says.
    visible: PageQuerySet
    # Pairs of a page and a topic, as (page_id, topic_id).
    topic_links: Sequence[QuerySet[Any, Any]] = ()
    # Locales by id in the order in which a page is preferred; every language by default.
    locales: Sequence[int] = ()
    # Content types by id; every type by default.
    types: Collection[int] | None = None
    # The ids of topics; pages with any topic or none by default.
    topics: QuerySet[Any] | None = None
    limit: int = 20
    after: Place | None = None


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A page that was found, with its texts for highlights."""

    page_id: int
    points: int
    # The content type of the page.
    type: int
    language: str
    title: str
    summary: str
    body: str

    @property
    def place(self) -> Place:
        return Place(points=self.points, page_id=self.page_id)


@dataclass(frozen=True, kw_only=True)
class Found:
    """The results of a search. Each facet counts what there were if its own filter were not set."""

    hits: list[Hit] = field(default_factory=list)
    has_more: bool = False
    total: int = 0
    types: dict[int, int] = field(default_factory=dict)
    topics: dict[int, int] = field(default_factory=dict)
    locales: dict[int, int] = field(default_factory=dict)


def search(search: Search, *, languages: Sequence[str]) -> Found:
    """Run a search in one statement; in none if there is nothing to look for."""
    asked = statement(search, languages=languages)
    if asked is None:
        return Found()
    with connection.cursor() as cursor:
        cursor.execute(asked.text, asked.params)
        return found_in(cursor.fetchall(), limit=search.limit)


def statement(search: Search, *, languages: Sequence[str]) -> SQL | None:
    """Return the statement of a search, whose rows have COLUMNS; None if there is nothing to look for."""
    index = current_index()
    matched = matches(index, search.query, languages=languages)
    if matched is None:
        return None
    try:
        return _statement(search, matched, ranked=index.rank(search.query, languages=languages))
    except EmptyResultSet:
        return None


def found_in(rows: Iterable[Sequence[Any]], *, limit: int) -> Found:
    """Return what the rows of the statement tell."""
    hits = []
    counts: dict[str, dict[int, int]] = {"total": {}, "type": {}, "topic": {}, "locale": {}}
    for kind, key, number, type_id, language, title, summary, body in rows:
        if kind == "hit":
            texts = {"title": title, "summary": summary, "body": body}
            hits.append(Hit(page_id=key, points=number, type=type_id, language=language, **texts))
        else:
            counts[kind][key] = number
    hits.sort(key=lambda hit: (-hit.points, hit.page_id))
    return Found(
        hits=hits[:limit],
        has_more=len(hits) > limit,
        total=counts["total"][0],
        types=counts["type"],
        topics=counts["topic"],
        locales=counts["locale"],
    )


def _statement(search: Search, matched: SQL, *, ranked: SQL) -> SQL:
    """Return the statement: the visible pages that match, with the filters that each passes, read in several ways.

    Who may see what is decided here, at the moment of the search, by the condition that every other list uses.
    """
    return _part(
        _part("WITH matched AS (", matched, "), visible AS NOT MATERIALIZED (", _visible(search.visible), "),"),
        _part("topic_links AS NOT MATERIALIZED (", _topic_links(search.topic_links), "),"),
        _part("hits AS MATERIALIZED (SELECT matched.page_id, matched.score, visible.content_type_id AS type_id,"),
        _part("visible.locale_id,", _of_types(search), "AS of_types,", _of_topics(search), "AS of_topics,"),
        _part(_in_locales(search), "AS in_locales FROM matched JOIN visible ON visible.id = matched.page_id),"),
        "found AS (SELECT page_id, score, type_id FROM hits WHERE of_types AND of_topics AND in_locales),",
        _part("ranked AS (", ranked, "), pointed AS (SELECT page_id, type_id,", POINTS, "AS points FROM ranked),"),
        _part("slice AS (SELECT page_id, type_id, points FROM pointed WHERE", _after(search.after)),
        SQL(text="ORDER BY points DESC, page_id LIMIT %s)", params=(search.limit + 1,)),
        "SELECT 'hit' AS kind, page_id AS key, points AS number, type_id, language, title, summary, body",
        "FROM slice JOIN search_document USING (page_id)",
        _count("total", "0", "found"),
        _count("type", "type_id", "hits WHERE of_topics AND in_locales GROUP BY type_id"),
        _count("locale", "locale_id", "hits WHERE of_types AND of_topics GROUP BY locale_id"),
        _count(
            "topic", "topic_id", "hits JOIN topic_links USING (page_id) WHERE of_types AND in_locales GROUP BY topic_id"
        ),
    )


def _count(kind: str, key: str, source: str) -> str:
    return f"UNION ALL SELECT '{kind}', {key}, COUNT(*), {NOT_A_PAGE} FROM {source}"  # noqa: S608  Names of our own.


def _part(*pieces: SQL | str) -> SQL:
    made = [piece if isinstance(piece, SQL) else SQL(text=piece) for piece in pieces]
    return SQL(
        text=" ".join(piece.text for piece in made), params=tuple(param for piece in made for param in piece.params)
    )


def _visible(pages: PageQuerySet) -> SQL:
    columns = pages.order_by().values_list("id", "content_type_id", "locale_id", "translation_key")
    return _part("SELECT id, content_type_id, locale_id, translation_key FROM (", _compiled(columns), ") AS pages")


def _topic_links(links: Sequence[QuerySet[Any, Any]]) -> SQL:
    selects = [_compiled(each) for each in links]
    joined = [piece for select in selects for piece in ("UNION ALL", select)][1:]
    return _part("SELECT page_id, topic_id FROM (", *joined, ") AS links") if joined else NO_LINKS


def _compiled(queryset: QuerySet[Any, Any]) -> SQL:
    text, params = queryset.query.sql_with_params()
    return SQL(text=text, params=tuple(params))


def _of_types(search: Search) -> SQL:
    return EVERY if search.types is None else _one_of("visible.content_type_id", search.types)


def _of_topics(search: Search) -> SQL:
    if search.topics is None:
        return EVERY
    try:
        topics = _compiled(search.topics)
    except EmptyResultSet:
        return NONE
    linked = "EXISTS (SELECT 1 FROM topic_links WHERE topic_links.page_id = matched.page_id AND topic_links.topic_id IN"
    return _part(linked, "(", topics, "))")


def _in_locales(search: Search) -> SQL:
    """Return whether a page is in the first language, or in a later one and missing in those before it."""
    if not search.locales:
        return EVERY
    first, *others = search.locales
    choices = [_one_of("visible.locale_id", [first])]
    for number, locale in enumerate(others, start=1):
        missing = (
            "AND NOT EXISTS (SELECT 1 FROM visible AS other WHERE other.translation_key = visible.translation_key AND"
        )
        preferred = _one_of("other.locale_id", search.locales[:number])
        choices.append(_part(_one_of("visible.locale_id", [locale]), missing, preferred, ")"))
    return _part("(", *[piece for choice in choices for piece in ("OR", choice)][1:], ")")


def _one_of(column: str, keys: Collection[int]) -> SQL:
    if not keys:
        return NONE
    return SQL(text=f"{column} IN ({', '.join(['%s'] * len(keys))})", params=tuple(keys))


def _after(place: Place | None) -> SQL:
    if place is None:
        return EVERY
    condition = "(points < %s OR (points = %s AND page_id > %s))"
    return SQL(text=condition, params=(place.points, place.points, place.page_id))
