import graphene
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from graphql import GraphQLResolveInfo
from grapple.registry import registry
from grapple.types.images import get_image_type
from wagtail.models import Page

from cms.api.blocks import block_list
from cms.api.languages import FALLBACK, is_fallback
from cms.api.locales import Locale
from cms.api.nodes import Node
from cms.api.posts import ChannelEnum, PlannedPost, resolve_post, resolve_related_pages
from cms.pages.addresses import short_path


class PageLink(graphene.ObjectType):
    """Enough of a page to link to it."""

    title = graphene.String(required=True, description="The title of the page.")
    path = graphene.String(required=True, description="Its address below the website's, e.g. /en/events/.")
    locale = graphene.Field(Locale, required=True, description="Its language.")


class PageInterface(graphene.Interface):
    """What every page has."""

    id = graphene.ID(required=True, description="An opaque identifier, unique among all objects. It never changes.")
    title = graphene.String(required=True, description="The title, without markup.")
    path = graphene.String(required=True, description="The address below the website's, e.g. /en/events/.")
    url = graphene.String(required=True, description="The absolute address.")
    short_url = graphene.String(
        required=True,
        description="An absolute address that is short enough to be typed and stays when the page moves: "
        "for print, pictures and spoken words. The route of its path redirects to the page.",
    )
    locale = graphene.Field(Locale, required=True, description="The language of the page.")
    resolved_locale = graphene.Field(Locale, required=True, description="The language of the page, as for snippets.")
    is_fallback = graphene.Boolean(required=True, description=FALLBACK)
    summary = graphene.String(required=True, description="The page in one or two sentences; may be empty.")
    seo_title = graphene.String(required=True, description="The title for search engines and link previews.")
    search_description = graphene.String(required=True, description="The description for search engines.")
    seo = graphene.Field(
        "cms.api.seo.Seo",
        resolver=lambda page, _info: page,
        required=True,
        description="What the head of an HTML document says to search engines and link previews.",
    )
    hero_image = graphene.Field(get_image_type, description="The image that stands for the page.")
    body = graphene.List(block_list, required=True, description="The text, block by block, in order.")
    first_published_at = graphene.DateTime(description="When readers could first see the page; null for drafts.")
    updated_at = graphene.DateTime(required=True, description="When the page last changed for readers.")
    breadcrumbs = graphene.List(
        graphene.NonNull(PageLink), required=True, description="The pages above this one, from the home page down."
    )
    translations = graphene.List(
        graphene.NonNull(PageLink), required=True, description="The same page in other languages."
    )
    post = graphene.Field(
        PlannedPost,
        channel=graphene.Argument(ChannelEnum, required=True, description="The channel."),
        resolver=resolve_post,
        required=True,
        description="What the editors planned for the page in a channel; its default when they planned nothing.",
    )
    related_pages = graphene.List(
        graphene.NonNull(lambda: PageInterface),
        resolver=resolve_related_pages,
        required=True,
        description="Pages that the editors lead to from this one, in its language where they exist in it.",
    )

    class Meta:
        interfaces = (Node,)

    @classmethod
    def resolve_type(cls, instance: Model, _info: GraphQLResolveInfo) -> type[graphene.ObjectType]:
        return registry.pages[type(instance)]

    @staticmethod
    def resolve_path(page: Page, info: GraphQLResolveInfo) -> str | None:
        return info.context.path(page)

    @staticmethod
    def resolve_url(page: Page, info: GraphQLResolveInfo) -> str:
        return info.context.base_url + (info.context.path(page) or "")

    @staticmethod
    def resolve_short_url(page: Page, info: GraphQLResolveInfo) -> str:
        # A page that was never saved, or stands outside the site, has none yet.
        path = info.context.path(page)
        return str(info.context.base_url) + (short_path(page.pk) if page.pk and path else path or "")

    @staticmethod
    def resolve_locale(page: Page, _info: GraphQLResolveInfo) -> str:
        return page.locale.language_code

    @staticmethod
    def resolve_resolved_locale(page: Page, _info: GraphQLResolveInfo) -> str:
        return page.locale.language_code

    @staticmethod
    def resolve_is_fallback(page: Page, info: GraphQLResolveInfo) -> bool:
        return is_fallback(page, info.context)

    @staticmethod
    def resolve_seo_title(page: Page, _info: GraphQLResolveInfo) -> str:
        return page.seo_title or page.title

    @staticmethod
    def resolve_search_description(page: Page, _info: GraphQLResolveInfo) -> str:
        return page.search_description or page.summary

    @staticmethod
    def resolve_body(page: Page, info: GraphQLResolveInfo) -> object:
        # What lies below speaks the language of the page, and it is resolved before anything beside it.
        info.context.language = page.locale.language_code
        return info.context.body(page)

    @staticmethod
    def resolve_hero_image(page: Page, info: GraphQLResolveInfo) -> Model | None:
        info.context.language = page.locale.language_code
        try:
            return info.context.image(page.hero_image)
        except ObjectDoesNotExist:
            # A draft may name an image that was deleted since.
            return None

    @staticmethod
    def resolve_updated_at(page: Page, info: GraphQLResolveInfo) -> object:
        return page.last_published_at or page.first_published_at or page.latest_revision_created_at or info.context.now

    @staticmethod
    def resolve_breadcrumbs(page: Page, info: GraphQLResolveInfo) -> list[PageLink]:
        return [link for above in info.context.breadcrumbs(page) if (link := page_link(above, info))]

    @staticmethod
    def resolve_translations(page: Page, info: GraphQLResolveInfo) -> list[PageLink]:
        return [link for other in info.context.translations(page) if (link := page_link(other, info))]


def page_link(page: Page, info: GraphQLResolveInfo) -> PageLink | None:
    path = info.context.path(page)
    if path is None:
        return None
    title = info.context.perspective.version(page).title
    return PageLink(title=title, path=path, locale=page.locale.language_code)
