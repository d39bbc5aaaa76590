from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import graphene
from django.db.models import F, Q
from graphql import GraphQLResolveInfo
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.api.arguments import is_storable
from cms.api.context import Context
from cms.api.gone import GoneRoute, is_gone, is_page_gone
from cms.api.languages import chain, mark
from cms.api.locales import Locale, language_code
from cms.api.pages import PageInterface
from cms.api.posts import value_of
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


class RedirectRoute(graphene.ObjectType):
    """The address has moved."""

    location = graphene.String(required=True, description="Where to go instead: a path, or an absolute address.")
    status = graphene.Int(required=True, description="301 when moved for good, 302 otherwise.")


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
) -> Any:
    context: Context = info.context
    if len(path) > MAXIMUM_PATH or not is_storable(path):
        return None
    language = language_code(locale)
    languages = chain(language, [value_of(each) for each in fallback or ()])
    candidates = candidates_of(context, path, language)
    page = _find_page(context, candidates)
    if page is None:
        if page_id := page_at_short(path):
            return _find_short(context, page_id, path)
        return _find_redirect(context, path) or (GoneRoute(path=path) if is_gone(context, candidates) else None)
    wanted = _in_language(context, page, languages)
    mark([wanted], asked=language)
    context.prepared(wanted)
    context.language = wanted.locale.language_code
    is_fallback = language is not None and wanted.locale.language_code != language
    return PageRoute(page=wanted, is_fallback=is_fallback)


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


def _find_redirect(context: Context, path: str) -> RedirectRoute | None:
    old_path = _normal(path)
    if old_path is None:
        return None
    redirects = Redirect.objects.filter(Q(site=context.site) | Q(site__isnull=True), old_path=old_path)
    of_site_first = redirects.order_by(F("site_id").asc(nulls_last=True))
    redirect = of_site_first.select_related("redirect_page").first()
    if redirect is None:
        return None
    location = context.path(redirect.redirect_page) if redirect.redirect_page else redirect.redirect_link
    if not location or not _is_safe(location) or old_path in _paths_within(context, location):
        return None
    return RedirectRoute(location=location, status=301 if redirect.is_permanent else 302)


def _normal(path: str) -> str | None:
    """Return the path as redirects store it, or None when it is not one, e.g. for a "[" that does not close."""
    try:
        normal = Redirect.normalise_path(path)
    except ValueError:
        return None
    # Percent signs can stand for what the path as sent does not hold.
    return normal if is_storable(normal) else None


def _is_safe(location: str) -> bool:
    """Allow paths of this site and addresses on the web. Browsers read a backslash as a slash."""
    if not location.isprintable() or "\\" in location or location.startswith("//"):
        return False
    return location.startswith("/") or _is_web_address(location)


def _is_web_address(location: str) -> bool:
    try:
        parts = urlsplit(location)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _paths_within(context: Context, location: str) -> set[str]:
    """Return the path of a location on this site as redirects store it, with its query and without."""
    path = location.removeprefix(context.base_url) or "/"
    normal = _normal(path) if path.startswith("/") else None
    return {normal, normal.partition("?")[0]} if normal else set()
