from collections.abc import Sequence
from typing import Any

import graphene
from django.db.models import Q
from graphql import GraphQLResolveInfo
from wagtail.models import Page

from cms.api.arguments import is_storable
from cms.api.context import Context
from cms.api.gone import GoneRoute, is_gone, is_page_gone
from cms.api.languages import chain, mark
from cms.api.locales import Locale, language_code
from cms.api.pages import PageInterface
from cms.api.redirects import RedirectRoute, find_redirect
from cms.pages.addresses import page_at_short
from cms.pages.models import ContentPage

# Far longer than any address of a page or a redirect.
MAXIMUM_PATH = 2048


class PageRoute(graphene.ObjectType):
    """The address names a page."""

    page = graphene.Field(PageInterface, required=True, description="The page at the address.")
    is_fallback = graphene.Boolean(
        required=True, description="True when the page does not exist in the language asked for."
    )


class Route(graphene.Union):
    """What an address leads to."""

    class Meta:
        types = (PageRoute, RedirectRoute, GoneRoute)


def route_field() -> graphene.Field:
    return graphene.Field(
        Route,
        path=graphene.Argument(
            graphene.String,
            required=True,
            description="The path as readers see it, e.g. /en/events/. "
            "A short one, e.g. /s/12/, is answered by a redirect to the page.",
        ),
        locale=graphene.Argument(Locale, description="Answer the page in this language when it exists."),
        fallback=graphene.Argument(
            graphene.List(graphene.NonNull(Locale)),
            description="Languages to take one after the other where the page cannot be read in that of locale; "
            "the page at the address as it is by default.",
        ),
        resolver=resolve_route,
        description="What an address leads to; null when there is nothing.",
    )


def resolve_route(
    _root: None, info: GraphQLResolveInfo, path: str, locale: Any = None, fallback: Sequence[Any] | None = None
) -> PageRoute | RedirectRoute | GoneRoute | None:
    context: Context = info.context
    if len(path) > MAXIMUM_PATH or not is_storable(path):
        return None
    language, languages = language_code(locale), chain(locale, fallback)
    candidates = candidates_of(context, path, language)
    page = _find_page(context, candidates)
    if page is not None:
        return _page_route(context, _in_language(context, page, languages), language=language)
    if page_id := page_at_short(path):
        return _find_short(context, page_id, path)
    return find_redirect(context, path) or (GoneRoute(path=path) if is_gone(context, candidates) else None)


def _page_route(context: Context, page: Page, *, language: str | None) -> PageRoute:
    """Answer a page where a language may have been asked for; what is resolved after it follows its own."""
    mark([page], asked=language)
    context.prepared(page)
    context.language = page.locale.language_code
    return PageRoute(page=page, is_fallback=language is not None and context.language != language)


def candidates_of(context: Context, path: str, language: str | None) -> list[str]:
    """Look below the home page of the language first, then take the path as it stands."""
    candidates = []
    if language is not None and (root := context.paths.root(language)):
        candidates.append(root.url_path + path.strip("/") + "/" if path.strip("/") else root.url_path)
    if located := context.paths.url_path_of(path):
        candidates.append(located[1])
    return candidates


def slug_of(url_path: str) -> str:
    """Return the last part of a url_path, which is the slug of the page."""
    return url_path.rstrip("/").rpartition("/")[2]


def _find_page(context: Context, candidates: list[str]) -> Page | None:
    if context.draft is not None and context.draft.url_path in candidates:
        return context.draft
    # Only slugs have an index.
    named = Q(slug__in=[slug_of(each) for each in candidates], url_path__in=candidates)
    found = {page.url_path: page for page in _specific(context, named)}
    return next((found[url_path] for url_path in candidates if url_path in found), None)


def _in_language(context: Context, page: Page, languages: Sequence[str]) -> Page:
    """Return the page in the first of the languages in which it can be read, else as it was found."""
    if not languages or page.locale.language_code == languages[0] or page is context.draft:
        return page
    versions = _specific(context, Q(translation_key=page.translation_key, locale__language_code__in=languages))
    return min(versions, key=lambda version: languages.index(version.locale.language_code), default=page)


def _specific(context: Context, condition: Q) -> list[Page]:
    """Return the visible pages of the types that the schema knows."""
    pages = context.visibility.pages(Page.objects.filter(condition)).type(ContentPage)
    found = list(pages.specific())
    for page in found:
        context.give_locale(page)
    return [context.perspective.version(page) for page in found]


def _find_short(context: Context, page_id: int, path: str) -> RedirectRoute | GoneRoute | None:
    """Lead to where a page is now, for as long as readers may see it."""
    found = _specific(context, Q(pk=page_id))
    location = context.path(found[0]) if found else None
    if location is not None:
        # The page may move, so nobody is to keep the way for good.
        return RedirectRoute(location=location, status=302)
    return GoneRoute(path=path) if is_page_gone(context, page_id) else None
