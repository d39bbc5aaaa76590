from collections.abc import Iterable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from graphql import GraphQLError
from wagtail.models import Locale, Page

from cms.api.locales import language_code
from cms.api.visibility import Visibility

if TYPE_CHECKING:
    from cms.api.context import Context

FALLBACK = "True when it was asked for in another language, in which it cannot be read."


class FallbackWithoutLocaleError(GraphQLError):
    def __init__(self) -> None:
        message = "'fallback' says what to take where a language is missing. Send that language as 'locale', too."
        super().__init__(message, extensions={"code": "BAD_ARGUMENT"})


def chain(locale: Enum | str | None, fallback: Iterable[Enum | str] | None) -> list[str]:
    """Return the languages to look in, one after the other; none for all. Raises FallbackWithoutLocaleError."""
    first, further = language_code(locale), [code for each in fallback or () if (code := language_code(each))]
    if further and first is None:
        raise FallbackWithoutLocaleError
    return [] if first is None else list(dict.fromkeys([first, *further]))


def in_first_language(queryset: QuerySet[Any], languages: Sequence[Any], visibility: Visibility) -> QuerySet[Any]:
    """Keep of everything its one version in the first of the languages in which readers can see it.

    The languages may be expressions.
    """
    if not languages:
        return queryset
    model = queryset.model
    # A translation is of the same type, so what every page has is enough to look for it.
    readable = visibility.all(Page if issubclass(model, Page) else model)
    found = _is_in(languages[0])
    for number, language in enumerate(languages[1:], start=1):
        earlier = {"locale__language_code__in": list(languages[:number])}
        better = readable.filter(translation_key=OuterRef("translation_key"), **earlier)
        found |= Q(~Exists(better)) & _is_in(language)
    return queryset.filter(found)


def _is_in(language: Any) -> Q:
    # As a join SQLite would begin with all that is in the language, and put it in order, before it takes the first few.
    return Q(Exists(Locale.objects.filter(pk=OuterRef("locale_id"), language_code=language)))


def mark(items: Iterable[Any], *, asked: str | None) -> None:
    """Note on what is answered in which language it was asked for."""
    for item in items:
        item.asked_language = asked


def language_of(item: Any, context: "Context") -> str:
    """Return the language of a page or a snippet. The home page of the language knows it where nobody looked it up."""
    if item._meta.get_field("locale").is_cached(item):
        return str(item.locale.language_code)
    codes = {home.locale_id: home.locale.language_code for home in context.homes}
    found: str = codes.get(item.locale_id) or item.locale.language_code
    return found


def is_fallback(item: Any, context: "Context") -> bool:
    asked = getattr(item, "asked_language", None)
    return asked is not None and language_of(item, context) != asked
