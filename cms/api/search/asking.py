from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Self

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.api.arguments import is_storable
from cms.api.context import Context
from cms.api.languages import chain
from cms.api.lists.cursors import BadCursorError, Position, decode, encode
from cms.api.lists.slices import page_size
from cms.api.posts import value_of
from cms.api.search.page_types import keys_of
from cms.api.search.topics import topic_links, topics_in_every_language
from cms.search.queries import Query
from cms.search.searching import BEST, Place, Search

FIRST, AFTER = "first", "after"
CURSORS_OF = "search"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was sent to the root field, understood."""

    search: Search
    # The language that was asked for, and those that are looked into.
    language: str | None
    languages: Sequence[str]
    is_continued: bool

    @classmethod
    def of(
        cls,
        context: Context,
        *,
        query: str,
        locale: Any = None,
        fallback: Sequence[Any] | None = None,
        types: Sequence[Enum | str] | None = None,
        topics: Sequence[str] | None = None,
        first: int | None = None,
        after: str | None = None,
    ) -> Self:
        """Raises FallbackWithoutLocaleError, PageSizeError or BadCursorError."""
        chosen = chain(locale, fallback)
        locales = {home.locale.language_code: home.locale_id for home in context.homes}
        search = Search(
            query=Query.parse(query),
            visible=_visible(context),
            topic_links=topic_links(),
            # A language without a home page has no pages, and no locale has this id.
            locales=[locales.get(language, 0) for language in chosen],
            types=None if types is None else keys_of([value_of(each) for each in types]),
            topics=None if topics is None else _topics(topics),
            limit=page_size(first, argument=FIRST),
            after=None if after is None else place_of(after),
        )
        return cls(
            search=search,
            language=chosen[0] if chosen else None,
            # Whatever language was asked for, a facet counts the results in the others.
            languages=list(locales),
            is_continued=after is not None,
        )


def cursor_of(place: Place) -> str:
    return encode(Position(value=str(place.points), pk=place.page_id), of=CURSORS_OF)


def place_of(cursor: str) -> Place:
    """Return the place that a cursor stands for. Raises BadCursorError."""
    position = decode(cursor, of=CURSORS_OF, kind=str, argument=AFTER)
    try:
        points = int(position.value)
    except (TypeError, ValueError) as error:
        raise BadCursorError(AFTER) from error
    if not 0 <= points <= BEST:
        raise BadCursorError(AFTER)
    return Place(points=points, page_id=position.pk)


def _visible(context: Context) -> PageQuerySet:
    """Return the pages that may be seen and have an address on this website."""
    below_home = Q(pk__in=[])
    for home in context.homes:
        below_home |= Q(path__startswith=home.path)
    return context.visibility.pages(Page.objects.filter(below_home))


def _topics(slugs: Sequence[str]) -> QuerySet[Any, Any]:
    return topics_in_every_language([slug for slug in slugs if is_storable(slug)])
