from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.encoding import iri_to_uri

Data = Mapping[str, Any]

# The protocol (sitemaps.org) allows 50,000 addresses and 50 MB in a file; these are some 20 MB with long addresses.
MAXIMUM_ADDRESSES = 20_000
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def files(pages: Sequence[Data]) -> list[bytes]:
    """Return the pages that search engines may show, in as many sitemaps as it takes."""
    shown = [page for page in pages if "noindex" not in page["seo"]["robots"]]
    starts = range(0, len(shown), MAXIMUM_ADDRESSES)
    return [_urlset(shown[start : start + MAXIMUM_ADDRESSES]) for start in starts]


def index(addresses: Sequence[str]) -> bytes:
    """Return the sitemap that leads to the others."""
    root = Element("sitemapindex", {"xmlns": SITEMAP})
    for address in addresses:
        _add(SubElement(root, "sitemap"), "loc", iri_to_uri(address))
    return _written(root)


def _urlset(pages: Sequence[Data]) -> bytes:
    root = Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for page in pages:
        url = SubElement(root, "url")
        _add(url, "loc", iri_to_uri(page["seo"]["canonical"]))
        _add(url, "lastmod", page["updatedAt"])
        # Google wants each version of a page to name all versions, itself among them.
        for version in page["seo"]["alternates"]:
            address = iri_to_uri(version["url"])
            SubElement(url, "xhtml:link", {"rel": "alternate", "hreflang": version["hreflang"], "href": address})
    return _written(root)


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _written(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
