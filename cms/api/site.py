from typing import Any

import graphene
from graphql import GraphQLResolveInfo
from grapple.types.images import get_image_type

from cms.api.context import Context
from cms.api.locales import Locale, language_code
from cms.api.pages import PageLink, page_link
from home.models import SiteSettings


class Brand(graphene.ObjectType):
    """How the organization looks."""

    primary_color = graphene.String(required=True, description="The brand color, e.g. #A8121A.")
    ink_color = graphene.String(required=True, description="The color of text.")
    paper_color = graphene.String(required=True, description="The color behind text.")
    logo = graphene.Field(get_image_type, description="The logo.")


class Site(graphene.ObjectType):
    """The organization and its website."""

    settings: SiteSettings

    organisation_name = graphene.String(required=True, description="The full name.")
    organization_name = graphene.String(
        required=True, description="The full name.", deprecation_reason="Use organisationName."
    )
    short_name = graphene.String(required=True, description="The short name; the full one when there is none.")
    url = graphene.String(required=True, description="The absolute address of the home page in the language asked for.")
    path = graphene.String(required=True, description="The path of that home page.")
    locale = graphene.Field(Locale, required=True, description="The language asked for.")
    email = graphene.String(required=True, description="The address to write to; may be empty.")
    telegram_handle = graphene.String(required=True, description="The Telegram channel without @; may be empty.")
    instagram_handle = graphene.String(required=True, description="The Instagram account without @; may be empty.")
    profile = graphene.String(required=True, description="The organization in one or two sentences; may be empty.")
    responsible = graphene.String(
        required=True, description="Who answers for the content under German press law (V.i.S.d.P.); may be empty."
    )
    postal_address = graphene.String(required=True, description="The postal address, in lines; may be empty.")
    imprint_page = graphene.Field(PageLink, description="The imprint in the language asked for, or in another.")
    privacy_page = graphene.Field(PageLink, description="The privacy policy in the language asked for, or in another.")
    brand = graphene.Field(Brand, required=True, description="How the organization looks.")
    menu = graphene.List(graphene.NonNull(PageLink), required=True, description="The main menu, in order.")
    home_pages = graphene.List(
        graphene.NonNull(PageLink), required=True, description="The home page of each language of the site."
    )

    @staticmethod
    def resolve_menu(site: "Site", info: GraphQLResolveInfo) -> list[PageLink]:
        home = next((home for home in info.context.homes if home.locale.language_code == site.locale), None)
        if home is None:
            return []
        return [link for entry in info.context.state.menus[home.pk] if (link := page_link(entry, info))]

    @staticmethod
    def resolve_imprint_page(site: "Site", info: GraphQLResolveInfo) -> PageLink | None:
        return _in_language(site.settings.imprint_page_id, language=site.locale, info=info)

    @staticmethod
    def resolve_privacy_page(site: "Site", info: GraphQLResolveInfo) -> PageLink | None:
        return _in_language(site.settings.privacy_page_id, language=site.locale, info=info)

    @staticmethod
    def resolve_home_pages(_site: "Site", info: GraphQLResolveInfo) -> list[PageLink]:
        homes = sorted(info.context.homes, key=lambda home: home.pk)
        return [link for home in homes if (link := page_link(home, info))]


def site_field() -> graphene.Field:
    return graphene.Field(
        Site,
        locale=graphene.Argument(
            Locale, description="The language of addresses and menu; that of the route asked for before, else German."
        ),
        resolver=resolve_site,
        description="The organization and its website.",
    )


def resolve_site(_root: None, info: GraphQLResolveInfo, locale: Any = None) -> Site | None:
    context: Context = info.context
    if context.site is None:
        return None
    # The context fetched them beside the site, unless nobody has saved any yet.
    profile = getattr(context.site, "sitesettings", None) or SiteSettings.for_site(context.site)
    return _site(profile, context, language=language_code(locale) or context.language)


def _site(profile: SiteSettings, context: Context, *, language: str) -> Site:
    root = context.paths.root(language)
    path = root.prefix if root else "/"
    site = Site(
        organisation_name=profile.organization_name,
        organization_name=profile.organization_name,
        short_name=profile.short_name or profile.organization_name,
        url=context.base_url + path,
        path=path,
        locale=language,
        email=profile.email,
        telegram_handle=profile.telegram_handle,
        instagram_handle=profile.instagram_handle,
        profile=profile.profile(language),
        responsible=profile.responsible,
        postal_address="\n".join(line.strip() for line in profile.postal_address.splitlines() if line.strip()),
        brand=_brand(context, profile),
    )
    site.settings = profile
    return site


def _in_language(page_id: int | None, *, language: str, info: GraphQLResolveInfo) -> PageLink | None:
    """Return the link to a page's version in the language, else to the page that was chosen, when it can be read."""
    if page_id is None:
        return None
    pages = info.context.state.legal_pages
    keys = {page.translation_key for page in pages if page.pk == page_id}
    versions = [page for page in pages if page.translation_key in keys and info.context.path(page)]
    found = sorted(versions, key=lambda page: (page.locale.language_code != language, page.pk != page_id))
    return page_link(found[0], info) if found else None


def _brand(context: Context, profile: SiteSettings) -> Brand:
    logo = context.image(profile.logo)
    if logo is not None:
        # Plans take the site from what is remembered of it, and note for caches only what they read.
        context.keys.add(f"image:{logo.pk}")
    return Brand(
        primary_color=profile.primary_color,
        ink_color=profile.ink_color,
        paper_color=profile.paper_color,
        logo=logo,
    )
