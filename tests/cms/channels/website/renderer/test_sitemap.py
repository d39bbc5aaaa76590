from typing import Any
from xml.etree import ElementTree as ET

import pytest

from cms.channels.website.renderer import sitemap

SITEMAP, XHTML = f"{{{sitemap.SITEMAP}}}", f"{{{sitemap.XHTML}}}"


def page(url: str = "https://www.example.org/", *, robots: str = "index, follow", **alternates: str) -> dict[str, Any]:
    versions = [{"hreflang": name.replace("_", "-"), "url": address} for name, address in alternates.items()]
    return {
        "updatedAt": "2026-11-20T09:30:00+00:00",
        "seo": {"canonical": url, "robots": robots, "alternates": versions},
    }


def test_a_sitemap_names_pages_and_their_other_languages() -> None:
    german, english = "https://www.example.org/", "https://www.example.org/en/"

    (file,) = sitemap.files([page(german, de=german, en=english, x_default=german), page("https://www.example.org/a/")])

    assert file.decode() == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
        "<url><loc>https://www.example.org/</loc><lastmod>2026-11-20T09:30:00+00:00</lastmod>"
        '<xhtml:link rel="alternate" hreflang="de" href="https://www.example.org/" />'
        '<xhtml:link rel="alternate" hreflang="en" href="https://www.example.org/en/" />'
        '<xhtml:link rel="alternate" hreflang="x-default" href="https://www.example.org/" />'
        "</url><url><loc>https://www.example.org/a/</loc><lastmod>2026-11-20T09:30:00+00:00</lastmod></url></urlset>"
    )


def test_addresses_are_written_as_the_web_writes_them() -> None:
    (file,) = sitemap.files([page("https://www.example.org/über-uns/?a=1&b=<", de="https://www.example.org/ä/")])
    (url,) = ET.fromstring(file)  # noqa: S314  Just written here.

    assert url.findtext(f"{SITEMAP}loc") == "https://www.example.org/%C3%BCber-uns/?a=1&b=%3C"
    assert [link.get("href") for link in url.iter(f"{XHTML}link")] == ["https://www.example.org/%C3%A4/"]


@pytest.mark.parametrize("robots", ["noindex", "noindex, nofollow"])
def test_pages_that_are_not_for_search_engines_are_left_out(robots: str) -> None:
    assert sitemap.files([page(robots=robots)]) == []


def test_many_pages_take_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAXIMUM_ADDRESSES", 2)

    files = sitemap.files([page(f"https://www.example.org/{number}/") for number in range(5)])

    assert [len(ET.fromstring(file)) for file in files] == [2, 2, 1]  # noqa: S314  Just written here.


def test_an_index_leads_to_the_files() -> None:
    root = ET.fromstring(sitemap.index(["https://www.example.org/sitemap-1.xml"]))  # noqa: S314  Just written here.

    assert root.tag == f"{SITEMAP}sitemapindex"
    assert [place.text for place in root.iter(f"{SITEMAP}loc")] == ["https://www.example.org/sitemap-1.xml"]
