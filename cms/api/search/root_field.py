import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import graphene
from django.db.models import Q
from graphql import GraphQLResolveInfo
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.api.arguments import is_storable
from cms.api.context import Context
from cms.api.languages import chain
from cms.api.lists.cursors import BadCursorError, decode
from cms.api.lists.root_fields import language_arguments
from cms.api.lists.slices import DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE, PageSizeError
from cms.api.locales import language_code
from cms.api.posts import value_of
from cms.api.search.page_types import keys_of, page_type_enum
from cms.api.search.results import CURSORS_OF, Results
from cms.api.search.selection import asks_for_plain_pages
from cms.api.search.topics import topic_links, topics_in_every_language
from cms.api.search.types import search_connection
from cms.search.queries import Query
from cms.search.searching import Place, Search, search

FIRST, AFTER = "first", "after"


def search_field() -> graphene.Field:
    """Build the root field of the search."""
    return graphene.Field(
        search_connection(),
        query=graphene.Argument(
            graphene.String,
            required=True,
            description="What to look for: words, all of which a page must hold in any of their forms; words in "
            "quotation marks, which must follow each other; and -words that it must not hold. "
            "The last word may be unfinished.",
        ),
        **language_arguments(),
        types=graphene.Argument(
            graphene.List(graphene.NonNull(page_type_enum())), description="Only pages of these types; all by default."
        ),
        topics=graphene.Argument(
            graphene.List(graphene.NonNull(graphene.String)),
            description="Only pages about one of the topics with these slugs, of whichever language the slugs are.",
        ),
        first=graphene.Argument(
            graphene.Int, description=f"How many, at most {MAXIMUM_PAGE_SIZE}; {DEFAULT_PAGE_SIZE} by default."
        ),
        after=graphene.Argument(graphene.String, description="A cursor: start behind this result."),
        required=True,
        resolver=resolve_search,
        description="The pages that say what is looked for, best first, in German and English. "
        "Nothing to look for finds nothing.",
    )


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the pages are narrowed by, as it was sent."""

    languages: Sequence[str]
    types: Sequence[Enum | str] | None
    topics: Sequence[str] | None


def resolve_search(
    _root: None,
    info: GraphQLResolveInfo,
    *,
    query: str,
    locale: Any = None,
    fallback: Sequence[Any] | None = None,
    types: Sequence[Enum | str] | None = None,
    topics: Sequence[str] | None = None,
    first: int | None = None,
    after: str | None = None,
) -> Results:
    context: Context = info.context
    languages = chain(language_code(locale), [value_of(each) for each in fallback or ()])
    asked = languages[0] if languages else None
    context.language = asked or context.language
    context.keys.add(f"list:{CURSORS_OF}")
    parsed = Query.parse(query)
    filters = Filters(languages=languages, types=types, topics=topics)
    search_for = _search(parsed, filters, context, limit=_size(first), after=_place(after))
    codes = languages or [home.locale.language_code for home in context.homes]
    return Results(
        found=search(search_for, languages=codes),
        query=parsed,
        context=context,
        asked_language=asked,
        is_continued=after is not None,
        of_plain_pages=asks_for_plain_pages(info),
    )


def _search(query: Query, filters: Filters, context: Context, *, limit: int, after: Place | None) -> Search:
    locales = {home.locale.language_code: home.locale_id for home in context.homes}
    slugs = None if filters.topics is None else [slug for slug in filters.topics if is_storable(slug)]
    return Search(
        query=query,
        visible=_visible(context),
        topic_links=topic_links(),
        # A language without a home page has no pages, and no locale has this id.
        locales=[locales.get(language, 0) for language in filters.languages],
        types=None if filters.types is None else keys_of([value_of(each) for each in filters.types]),
        topics=None if slugs is None else topics_in_every_language(slugs),
        limit=limit,
        after=after,
    )


def _visible(context: Context) -> PageQuerySet:
    """Return the pages that may be seen and have an address on this website."""
    below_home = Q(pk__in=[])
    for home in context.homes:
        below_home |= Q(path__startswith=home.path)
    return context.visibility.pages(Page.objects.filter(below_home))


def _size(first: int | None) -> int:
    size = DEFAULT_PAGE_SIZE if first is None else first
    if not 1 <= size <= MAXIMUM_PAGE_SIZE:
        raise PageSizeError(FIRST, size)
    return size


def _place(cursor: str | None) -> Place | None:
    """Return the place that a cursor stands for. Raises BadCursorError."""
    if cursor is None:
        return None
    position = decode(cursor, of=CURSORS_OF, kind=str, argument=AFTER)
    try:
        score = float(position.value)
    except (TypeError, ValueError) as error:
        raise BadCursorError(AFTER) from error
    if not math.isfinite(score):
        raise BadCursorError(AFTER)
    return Place(score=score, page_id=position.pk)
