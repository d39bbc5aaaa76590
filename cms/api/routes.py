from typing import Any

import graphene
from django.db.models import Q
from graphql import GraphQLResolveInfo
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.api.context import Context
from cms.api.locales import language_code
from cms.api.pages import PageInterface
from cms.pages.models import ContentPage


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
        types = (PageRoute, RedirectRoute)


def resolve_route(_root: None, info: GraphQLResolveInfo, path: str, locale: Any = None) -> Any:
    context: Context = info.context
    language = language_code(locale)
    page = _find_page(context, path, language)
    if page is None:
        return _find_redirect(context, path)
    wanted = _in_language(context, page, language)
    context.remember([wanted])
    context.language = wanted.locale.language_code
    is_fallback = language is not None and wanted.locale.language_code != language
    return PageRoute(page=wanted, is_fallback=is_fallback)


def _find_page(context: Context, path: str, language: str | None) -> Page | None:
    """Look below the home page of the language first, then take the path as it stands."""
    candidates = []
    if language is not None and (root := context.paths.root(language)):
        candidates.append(root.url_path + path.strip("/") + "/" if path.strip("/") else root.url_path)
    if located := context.paths.url_path_of(path):
        candidates.append(located[1])
    if context.draft is not None and context.draft.url_path in candidates:
        return context.draft
    found = {page.url_path: page for page in _specific(context, Q(url_path__in=candidates))}
    return next((found[url_path] for url_path in candidates if url_path in found), None)


def _in_language(context: Context, page: Page, language: str | None) -> Page:
    if language is None or page.locale.language_code == language or page is context.draft:
        return page
    translations = _specific(context, Q(translation_key=page.translation_key, locale__language_code=language))
    return next(iter(translations), page)


def _specific(context: Context, condition: Q) -> list[Page]:
    """Return the visible pages of the types that the schema knows."""
    pages = context.visibility.pages(Page.objects.filter(condition)).type(ContentPage)
    return list(pages.select_related("locale").specific())


def _find_redirect(context: Context, path: str) -> RedirectRoute | None:
    old_path = Redirect.normalise_path(path)
    redirects = Redirect.objects.filter(Q(site=context.site) | Q(site__isnull=True), old_path=old_path)
    redirect = redirects.select_related("redirect_page").order_by("site_id").first()
    if redirect is None:
        return None
    location = context.path(redirect.redirect_page) if redirect.redirect_page else redirect.redirect_link
    return RedirectRoute(location=location, status=301 if redirect.is_permanent else 302) if location else None
