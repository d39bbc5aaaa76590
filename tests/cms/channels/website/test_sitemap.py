from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.channels.website.renderer import sitemap
from tests.factories.example import make_example
from tests.factories.remembered import remembered
from tests.factories.site import Site, make_page, make_statement

SITEMAP, XHTML = f"{{{sitemap.SITEMAP}}}", f"{{{sitemap.XHTML}}}"
BASE = "https://www.example.org"


@pytest.fixture
def client() -> Client:
    return Client()


def urls(client: Client, path: str = "/sitemap.xml") -> dict[str, ET.Element]:
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    found = list(ET.fromstring(response.content))  # noqa: S314  Our own.
    return {str(url.findtext(f"{SITEMAP}loc")).removeprefix(BASE): url for url in found}


def problems(url: ET.Element) -> Iterator[str]:
    """Check an entry by the rules of the protocol's schema (sitemap.xsd, version 0.9) and of Google's for hreflang."""
    own = [child.tag.removeprefix(SITEMAP) for child in url if child.tag.startswith(SITEMAP)]
    address = url.findtext(f"{SITEMAP}loc") or ""
    links = {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}
    if url.tag != f"{SITEMAP}url" or own != ["loc", "lastmod"]:
        yield f"{address} has {own}"
    if not 12 <= len(address) <= 2048 or not address.isascii() or urlsplit(address).scheme != "https":
        yield f"{address} is no address"
    if datetime.fromisoformat(url.findtext(f"{SITEMAP}lastmod") or "").tzinfo is None:
        yield f"{address} does not say where it is that time"
    if links and (address not in links.values() or "x-default" not in links):
        yield f"{address} leaves itself out"


@pytest.mark.django_db
def test_the_sitemap_of_the_example_holds_every_public_page_and_no_other(client: Client) -> None:
    remembered(make_example)
    found = urls(client)

    public = {page.pk for page in Page.objects.live().public().filter(depth__gt=1)}
    answers = {path: client.get(path).status_code for path in found}

    assert len(found) == len(public)
    assert set(answers.values()) == {200}
    assert [problem for url in found.values() for problem in problems(url)] == []


def test_every_version_of_a_page_names_the_same_versions(site: Site, client: Client) -> None:
    translated = make_page(site.german).copy_for_translation(site.english.locale)
    translated.save_revision().publish()
    found = urls(client)

    links = {
        path: {link.get("hreflang"): str(link.get("href")).removeprefix(BASE) for link in url.iter(f"{XHTML}link")}
        for path, url in found.items()
    }

    homes = {"de": "/", "en": "/en/", "x-default": "/"}
    pages = {"de": "/wer-wir-sind/", "en": "/en/wer-wir-sind/", "x-default": "/wer-wir-sind/"}
    assert links == {
        **dict.fromkeys(("/", "/en/"), homes),
        **dict.fromkeys(("/wer-wir-sind/", "/en/wer-wir-sind/"), pages),
        **{path: {} for path in ("/stellungnahmen/", "/termine/")},
    }


def test_what_readers_cannot_see_is_not_in_the_sitemap(site: Site, client: Client) -> None:
    make_page(site.german, "Entwurf", live=False)
    make_page(site.german, "Abgelaufen", expire_at=timezone.now() - timedelta(hours=1))
    make_page(site.german, "Morgen", go_live_at=timezone.now() + timedelta(hours=1))
    private = make_page(site.german, "Privat")
    make_page(private, "Darunter")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert set(urls(client)) == {"/", "/en/", "/stellungnahmen/", "/termine/"}


def test_a_list_longer_than_a_slice_is_read_to_its_end(site: Site, client: Client) -> None:
    for number in range(120):
        make_page(site.german, f"Seite {number}")

    assert len(urls(client)) == 124


@pytest.mark.parametrize("pages", [1, 40])
def test_a_slice_costs_the_same_for_few_pages_and_for_many(site: Site, client: Client, pages: int) -> None:
    for number in range(pages):
        make_statement(site.statements, f"Nummer {number}").copy_for_translation(site.english.locale, copy_parents=True)
    urls(client)

    with CaptureQueriesContext(connection) as statements:
        urls(client)

    assert len(statements) <= 4


def test_several_files_are_found_by_an_index(site: Site, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAXIMUM_ADDRESSES", 3)

    parts = urls(client)

    assert list(parts) == ["/sitemap-1.xml", "/sitemap-2.xml"]
    assert {*urls(client, "/sitemap-1.xml"), *urls(client, "/sitemap-2.xml")} == {
        *("/", "/en/", "/stellungnahmen/", "/termine/")
    }
    assert client.get("/sitemap-3.xml").status_code == client.get("/sitemap-0.xml").status_code == 404


def test_no_file_is_larger_than_the_protocol_allows(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        make_page(site.german, f"Seite {number} & mehr {'ü' * 200}")
    whole = urls(client)
    monkeypatch.setattr(sitemap, "MAXIMUM_BYTES", 4000)

    parts = list(urls(client))

    assert parts == [f"/sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    assert len(parts) > 2
    assert max(len(client.get(part).content) for part in parts) <= 4000
    assert [path for part in parts for path in urls(client, part)] == list(whole)


def test_a_sitemap_that_did_not_change_is_not_sent_again(site: Site, client: Client) -> None:
    Page.objects.update(last_published_at=timezone.now())
    first = client.get("/sitemap.xml")

    again = client.get("/sitemap.xml", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_without_pages_there_is_no_sitemap(client: Client, db: None) -> None:
    Page.objects.filter(depth__gt=1).delete()

    assert client.get("/sitemap.xml").status_code == 404


def test_robots_are_told_where_the_sitemap_is(client: Client) -> None:
    assert f"\nSitemap: {BASE}/sitemap.xml\n" in client.get("/robots.txt").content.decode()
