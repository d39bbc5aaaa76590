from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale
from wagtail.models import Site as WagtailSite

from tests.factories.site import Site, make_event, make_page, make_statement

MAXIMUM = 4


def get(address: str) -> Any:
    return Client().get(address)


def text_of(address: str) -> str:
    response = get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_search_is_answered_with_headers_that_keep_it_to_itself(site: Site) -> None:
    make_statement(site.statements)

    response = get("/suche/?q=wehrpflichten")

    assert response.status_code == 200
    assert "1 Treffer für „wehrpflichten“" in response.content.decode()
    assert '<a href="/stellungnahmen/nein-zur-wehrpflicht/">Nein zur <mark>Wehrpflicht</mark></a>' in (
        response.content.decode()
    )
    assert '<meta name="robots" content="noindex, follow">' in response.content.decode()
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Content-Language"] == "de"
    assert "script-src 'none'" in response["Content-Security-Policy"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/suche/", "So wird gesucht"),
        ("/suche/?q=%20%00", "So wird gesucht"),
        ("/suche/?q=nirgends", "Nichts gefunden für „nirgends“"),
        ("/suche/?q=die", "Was jetzt hilft"),
        ("/en/search/", "How to search"),
        ("/en/search/?q=nowhere", "Nothing found for “nowhere”"),
        ("/suche/?q=Krieg&type=unbekannt", "Nichts gefunden"),
        ("/suche/?q=%ff%fe&after=", "Nichts gefunden"),
        (f"/suche/?q={'Krieg+' * 1000}", "Nichts gefunden"),
    ],
)
def test_nothing_found_comes_with_help(site: Site, address: str, said: str) -> None:
    assert said in text_of(address)


def test_results_of_one_group(site: Site) -> None:
    make_statement(site.statements, "Bergbau heute")
    make_event(site.events, "Bergbau in Bildern")

    html = text_of("/suche/?q=Bergbau&type=events")

    assert "/termine/bergbau-in-bildern/" in html
    assert "/stellungnahmen/bergbau-heute/" not in html
    assert 'aria-current="true">Termine <span>(1)</span>' in html
    assert "Alles <span>(2)</span>" in html


def test_a_page_in_the_other_language_is_pointed_to(site: Site) -> None:
    page = make_page(site.german, "Bergbau")
    translation = page.copy_for_translation(Locale.objects.get(language_code="en"))
    translation.title = "Mining"
    translation.save_revision().publish()

    assert '<a href="/en/search/?q=mining" hreflang="en">1 Treffer auf Englisch</a>' in text_of("/suche/?q=mining")
    assert "<mark>Mining</mark>" in text_of("/en/search/?q=mining")


def test_every_result_stands_on_one_of_the_pages(site: Site) -> None:
    for number in range(12):
        make_page(site.german, f"Bergbau {number}")
    first = text_of("/suche/?q=Bergbau")
    address = first.partition('<a href="/suche/?q=Bergbau&amp;after=')[2].partition('"')[0]

    second = text_of(f"/suche/?q=Bergbau&after={address}")

    assert (first.count("<article"), second.count("<article")) == (10, 2)
    assert [f'href="/bergbau-{number}/"' in first + second for number in range(12)] == [True] * 12
    assert 'rel="next"' not in second
    assert "Zum Anfang der Treffer" in second


@pytest.mark.parametrize(
    ("address", "status", "location"),
    [
        ("/suche", 301, "/suche/"),
        ("/en/search?q=a%26b", 301, "/en/search/?q=a%26b"),
        ("/suche/?q=Bergbau&after=nonsense", 302, "/suche/?q=Bergbau"),
    ],
)
def test_search_elsewhere_is_pointed_to(site: Site, address: str, status: int, location: str) -> None:
    response = get(address)

    assert (response.status_code, response["Location"]) == (status, location)


def test_search_can_only_be_read(site: Site) -> None:
    assert Client().post("/suche/").status_code == 405


def test_missing_site_is_told(db: None) -> None:
    WagtailSite.objects.all().delete()

    assert get("/suche/?q=x").status_code == 404


@pytest.mark.parametrize("query", ["q=Bergbau", "q=Bergbau&type=pages", "q=nirgends", ""])
def test_a_search_costs_the_same_for_one_and_for_ten_results(site: Site, query: str) -> None:
    address = f"/suche/?{query}"

    def cost() -> int:
        # What is remembered of the site is looked up anew after every change.
        get(address)
        with CaptureQueriesContext(connection) as queries:
            get(address)
        return len(queries)

    make_page(site.german, "Bergbau")
    for_one = cost()

    for number in range(10):
        make_page(site.german, f"Bergbau {number}")
        make_event(site.events, f"Bergbau in Bildern {number}")

    assert cost() == for_one <= MAXIMUM
