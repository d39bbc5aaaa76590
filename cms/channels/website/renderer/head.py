from collections.abc import Iterator, Mapping
from typing import Any

from cms.channels.links import absolute
from cms.channels.website.renderer.images import largest_rendition
from cms.channels.website.renderer.linked_data import linked_data

Data = Mapping[str, Any]

OPEN_GRAPH_LOCALES = {"de": "de_DE", "en": "en_GB"}


def head(page: Data, site: Data) -> dict[str, Any]:
    """Return what search engines and link previews are told."""
    image = largest_rendition(page["heroImage"])
    name = site["organizationName"] if page["__typename"] == "HomePage" else site["shortName"]
    return {
        "document_title": page["seoTitle"] if name in {"", page["seoTitle"]} else f"{page['seoTitle']} | {name}",
        "alternates": list(_alternates(page, site)),
        "image": image,
        "open_graph_type": "article" if page["__typename"] == "StatementPage" else "website",
        "open_graph_locale": OPEN_GRAPH_LOCALES[page["locale"]],
        "open_graph_alternates": [OPEN_GRAPH_LOCALES[other["locale"]] for other in page["translations"]],
        "linked_data": linked_data(page, site=site, image_url=image["url"] if image else None),
    }


def _alternates(page: Data, site: Data) -> Iterator[Data]:
    """Return the page in each language, and for everyone else in the language whose home page is the root."""
    if not page["translations"]:
        return
    versions = {
        place["locale"]: absolute(place["path"], base_url=page["url"]) for place in (page, *page["translations"])
    }
    for locale in sorted(versions):
        yield {"locale": locale, "url": versions[locale]}
    root = next((home["locale"] for home in site["homePages"] if home["path"] == "/"), page["locale"])
    yield {"locale": "x-default", "url": versions.get(root, page["url"])}
