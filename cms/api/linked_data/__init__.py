import json
from collections.abc import Sequence
from typing import Any

from graphql import GraphQLResolveInfo
from wagtail.models import Page

from cms.api.linked_data.pages import described
from cms.api.linked_data.profiles import profiles
from cms.api.pages import PageInterface, PageLink
from cms.api.site import Site

# What the organization is to a thing; it publishes everything else.
RELATIONS = {"Event": "organizer", "Organization": "parentOrganization"}
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def linked_data(page: Page, *, info: GraphQLResolveInfo, site: Site | None, image_url: str | None) -> str:
    """Say what the page is in schema.org's words, as JSON that cannot end the script element around it."""
    base_url: str = info.context.base_url
    publisher = {"@id": f"{base_url}/#organization"}
    url = PageInterface.resolve_url(page, info)
    about = {
        "@id": url,
        "url": url,
        "inLanguage": page.locale.language_code,
        "description": PageInterface.resolve_search_description(page, info),
        "image": image_url,
        **described(page, info),
    }
    about[RELATIONS.get(about["@type"], "publisher")] = publisher
    organization = [_organization(site, base_url=base_url) | publisher] if site else []
    graph = [*organization, about, *_breadcrumbs(page, info)]
    document = {"@context": "https://schema.org", "@graph": [_filled(node) for node in graph]}
    return json.dumps(document, ensure_ascii=False, indent=1).translate(ESCAPES)


def _organization(site: Site, *, base_url: str) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "name": site.organization_name,
        "alternateName": site.short_name,
        "url": f"{base_url}/",
        "email": site.email,
        "description": site.profile,
        "address": site.postal_address,
        "sameAs": profiles(telegram=site.telegram_handle, instagram=site.instagram_handle),
    }


def _breadcrumbs(page: Page, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
    above: Sequence[PageLink] = PageInterface.resolve_breadcrumbs(page, info)
    trail = [*((link.title, link.path) for link in above), (page.title, info.context.path(page) or "")]
    steps = [
        {"@type": "ListItem", "position": position, "name": title, "item": info.context.base_url + path}
        for position, (title, path) in enumerate(trail, start=1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": steps}] if above else []


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value}
