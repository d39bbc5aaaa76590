from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.encoding import iri_to_uri

Data = Mapping[str, Any]

# The protocol (sitemaps.org) allows 50,000 addresses and 52,428,800 bytes in a file.
MAXIMUM_ADDRESSES = 20_000
MAXIMUM_BYTES = 52_428_800
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
OPENING = (f"<?xml version='1.0' encoding='utf-8'?>\n<urlset xmlns=\"{SITEMAP}\" xmlns:xhtml=\"{XHTML}\">").encode()
CLOSING = b"</urlset>"


def files(pages: Sequence[Data]) -> list[bytes]:
    """Return the pages that search engines may show, in as many sitemaps as it takes."""
    urls = [tostring(_url(page), encoding="utf-8") for page in pages if "noindex" not in page["seo"]["robots"]]
    return [b"".join((OPENING, *part, CLOSING)) for part in _parts(urls)]


def index(addresses: Sequence[str]) -> bytes:
    """Return the sitemap that leads to the others."""
    root = Element("sitemapindex", {"xmlns": SITEMAP})
    for address in addresses:
        _add(SubElement(root, "sitemap"), "loc", iri_to_uri(address))
    return _written(root)


def _parts(urls: Sequence[bytes]) -> Iterator[list[bytes]]:
    part: list[bytes] = []
    room = MAXIMUM_BYTES - len(OPENING + CLOSING)
    left = room
    for url in urls:
        if part and (len(part) == MAXIMUM_ADDRESSES or len(url) > left):
            yield part
            part, left = [], room
        part.append(url)
        left -= len(url)
    if part:
        yield part


def _url(page: Data) -> Element:
    url = Element("url")
    _add(url, "loc", iri_to_uri(page["seo"]["canonical"]))
    _add(url, "lastmod", page["updatedAt"])
    # Google wants each version of a page to name all versions, itself among them.
    for version in page["seo"]["alternates"]:
        address = iri_to_uri(version["url"])
        SubElement(url, "xhtml:link", {"rel": "alternate", "hreflang": version["hreflang"], "href": address})
    return url


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _written(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
