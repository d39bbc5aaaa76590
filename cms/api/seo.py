from typing import Any

import graphene
from django.conf import settings
from graphql import GraphQLResolveInfo
from wagtail.models import Page

from cms.api.images import ImageFields, ImageRendition
from cms.api.linked_data import linked_data
from cms.api.locales import Locale
from cms.api.pages import PageInterface, PageLink
from cms.api.site import Site, resolve_site
from cms.images.presets import ImagePreset
from home.models import HomePage
from publications.models import StatementPage

# Languages and regions as Open Graph writes them.
OPEN_GRAPH_LOCALES = {"de": "de_DE", "en": "en_GB"}


class AlternatePage(graphene.ObjectType):
    """The page in one language, for a link element with rel="alternate"."""

    hreflang = graphene.String(required=True, description="The language, or x-default for everyone else.")
    url = graphene.String(required=True, description="The absolute address.")


class OpenGraphImage(graphene.ObjectType):
    """The picture of a link preview."""

    url = graphene.String(required=True, description="The absolute address of the file.")
    width = graphene.Int(required=True, description="Width in pixels.")
    height = graphene.Int(required=True, description="Height in pixels.")
    alt = graphene.String(required=True, description="What it shows, in the language of the page.")


class OpenGraph(graphene.ObjectType):
    """What link previews show; each field is the property og: of the same name."""

    title = graphene.String(required=True, description="The title without the name of the website.")
    description = graphene.String(required=True, description="One or two sentences; may be empty.")
    type = graphene.String(required=True, description="article for statements, website for all other pages.")
    url = graphene.String(required=True, description="The canonical address.")
    site_name = graphene.String(required=True, description="The name of the organization.")
    image = graphene.Field(OpenGraphImage, description="The image that stands for the page, once its size is made.")
    locale = graphene.String(required=True, description="The language and region, e.g. de_DE.")
    alternate_locales = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Those of the page in other languages."
    )


class Seo(graphene.ObjectType):
    """What the head of an HTML document says to search engines and link previews."""

    title = graphene.String(required=True, description="The title element: the page and the name of the website.")
    description = graphene.String(required=True, description="The meta element description; may be empty.")
    canonical = graphene.String(required=True, description="The one address of the page.")
    robots = graphene.String(required=True, description="The meta element robots: noindex for drafts.")
    locale = graphene.Field(Locale, required=True, description="The language of the page, for the attribute lang.")
    open_graph = graphene.Field(OpenGraph, required=True, description="What link previews show.")
    alternates = graphene.List(
        graphene.NonNull(AlternatePage),
        required=True,
        description="The page in each of its languages and x-default; empty when there is one language.",
    )
    json_ld = graphene.String(
        required=True,
        description="What the page is in schema.org's words: JSON to be put into a script element as it stands.",
    )

    @staticmethod
    def resolve_title(page: Page, info: GraphQLResolveInfo) -> str:
        title, site = PageInterface.resolve_seo_title(page, info), _site(page, info)
        name = "" if site is None else site.organization_name if _is(page, HomePage) else site.short_name
        return title if name in {"", title} else f"{title} | {name}"

    @staticmethod
    def resolve_description(page: Page, info: GraphQLResolveInfo) -> str:
        return PageInterface.resolve_search_description(page, info)

    @staticmethod
    def resolve_canonical(page: Page, info: GraphQLResolveInfo) -> str:
        return PageInterface.resolve_url(page, info)

    @staticmethod
    def resolve_robots(page: Page, info: GraphQLResolveInfo) -> str:
        return "noindex" if page is info.context.draft else "index, follow"

    @staticmethod
    def resolve_locale(page: Page, _info: GraphQLResolveInfo) -> str:
        return page.locale.language_code

    @staticmethod
    def resolve_open_graph(page: Page, info: GraphQLResolveInfo) -> OpenGraph:
        site = _site(page, info)
        return OpenGraph(
            title=PageInterface.resolve_seo_title(page, info),
            description=PageInterface.resolve_search_description(page, info),
            type="article" if _is(page, StatementPage) else "website",
            url=PageInterface.resolve_url(page, info),
            site_name=site.organization_name if site else "",
            image=_image(page, info),
            locale=OPEN_GRAPH_LOCALES[page.locale.language_code],
            alternate_locales=[OPEN_GRAPH_LOCALES[other.locale] for other in _translations(page, info)],
        )

    @staticmethod
    def resolve_alternates(page: Page, info: GraphQLResolveInfo) -> list[AlternatePage]:
        others = _translations(page, info)
        if not others:
            return []
        own = PageInterface.resolve_url(page, info)
        urls = {other.locale: info.context.base_url + other.path for other in others} | {page.locale.language_code: own}
        found = [*sorted(urls.items()), ("x-default", urls.get(settings.LANGUAGE_CODE, own))]
        return [AlternatePage(hreflang=language, url=url) for language, url in found]

    @staticmethod
    def resolve_json_ld(page: Page, info: GraphQLResolveInfo) -> str:
        image = _image(page, info)
        return linked_data(page, info=info, site=_site(page, info), image_url=image.url if image else None)


def _is(page: Page, model: type[Page]) -> bool:
    """Return whether a page is of a type, even where plans have read but a part of it."""
    return page._meta.model is model


def _site(page: Page, info: GraphQLResolveInfo) -> Site | None:
    return resolve_site(None, info, locale=page.locale.language_code)


def _image(page: Page, info: GraphQLResolveInfo) -> OpenGraphImage | None:
    image: Any = PageInterface.resolve_hero_image(page, info)
    made = ImageFields.resolve_rendition(image, info, ImagePreset.SHARE) if image else None
    if made is None:
        return None
    url = ImageRendition.resolve_url(made, info)
    return OpenGraphImage(url=url, width=made.width, height=made.height, alt=image.alt(page.locale.language_code))


def _translations(page: Page, info: GraphQLResolveInfo) -> list[PageLink]:
    """Look the other languages up once for all fields that tell of them."""
    known: dict[str, Any] = vars(page)
    if "seo_translations" not in known:
        known["seo_translations"] = PageInterface.resolve_translations(page, info)
    found: list[PageLink] = known["seo_translations"]
    return found
