from collections.abc import Callable
from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site as WagtailSite

from tests.factories.site import Site, make_page

ROUTE = """query ($path: String!, $locale: Locale) {
  route(path: $path, locale: $locale) {
    ... on PageRoute { isFallback page { path locale } }
    ... on RedirectRoute { location status }
  }
}"""

Ask = Callable[..., Any]


@pytest.mark.parametrize("path", ["/wer-wir-sind/", "/wer-wir-sind", "wer-wir-sind"])
def test_route_forgives_slashes(site: Site, ask: Ask, path: str) -> None:
    make_page(site.german)

    answer = ask(ROUTE, path=path)

    assert answer["route"] == {"isFallback": False, "page": {"path": "/wer-wir-sind/", "locale": "de"}}


def test_route_answers_the_home_pages(site: Site, ask: Ask) -> None:
    answers = [ask(ROUTE, path=path)["route"]["page"] for path in ("/", "/en/")]

    assert answers == [{"path": "/", "locale": "de"}, {"path": "/en/", "locale": "en"}]


def test_route_matches_whole_paths_only(site: Site, ask: Ask) -> None:
    make_page(site.german)

    assert ask(ROUTE, path="/sind/") == {"route": None}
    assert ask(ROUTE, path="/home/wer-wir-sind/") == {"route": None}


def test_route_answers_the_translation_asked_for(site: Site, ask: Ask) -> None:
    german = make_page(site.german)
    english = german.copy_for_translation(site.english.locale)
    english.slug = "who-we-are"
    english.save_revision().publish()

    answer = ask(ROUTE, path="/wer-wir-sind/", locale="en")

    assert answer["route"] == {"isFallback": False, "page": {"path": "/en/who-we-are/", "locale": "en"}}


def test_route_falls_back_to_the_language_there_is(site: Site, ask: Ask) -> None:
    make_page(site.german)

    answer = ask(ROUTE, path="/wer-wir-sind/", locale="en")

    assert answer["route"] == {"isFallback": True, "page": {"path": "/wer-wir-sind/", "locale": "de"}}


def test_route_answers_redirects(site: Site, ask: Ask) -> None:
    page = make_page(site.german)
    Redirect.objects.create(old_path="/alt", redirect_page=page, is_permanent=True)
    Redirect.objects.create(old_path="/fort", redirect_link="https://example.com/", is_permanent=False)

    answers = [ask(ROUTE, path=path)["route"] for path in ("/alt/", "/fort")]

    assert answers == [
        {"location": "/wer-wir-sind/", "status": 301},
        {"location": "https://example.com/", "status": 302},
    ]


def test_route_does_not_redirect_to_a_draft(site: Site, ask: Ask) -> None:
    page = make_page(site.german, live=False)
    Redirect.objects.create(old_path="/alt", redirect_page=page)

    assert ask(ROUTE, path="/alt") == {"route": None}


@pytest.mark.parametrize(
    "path", ["/a\x00b", "\ud800", "/%00", "/%ED%A0%80", "//[", "http://[", "http://[x]/", "/" + "a" * 60000]
)
def test_route_answers_nothing_for_what_is_no_path(site: Site, ask: Ask, path: str) -> None:
    assert ask(ROUTE, path=path) == {"route": None}


@pytest.mark.parametrize("location", ["/neu/", "/neu/?a=1#b", "http://example.com", "https://example.com/ä?b=/#c"])
def test_route_redirects_to_paths_and_web_addresses(site: Site, ask: Ask, location: str) -> None:
    Redirect.objects.create(old_path="/alt", redirect_link=location)

    assert ask(ROUTE, path="/alt/") == {"route": {"location": location, "status": 301}}


@pytest.mark.parametrize(
    "location",
    [
        *("//evil.example", "/\\evil.example", "\\/evil.example", "neu/", "javascript:alert(1)", "mailto:a@b.example"),
        *("http:///neu", "https://[", "/neu\r\nSet-Cookie: a=b", "/\t/evil.example"),
    ],
)
def test_route_redirects_nowhere_else(site: Site, ask: Ask, location: str) -> None:
    Redirect.objects.create(old_path="/alt", redirect_link=location)

    assert ask(ROUTE, path="/alt/") == {"route": None}


@pytest.mark.parametrize("location", ["/alt", "/alt/", "/alt/#oben", "/alt?a=1", "https://www.example.org/alt/"])
def test_route_does_not_redirect_to_itself(site: Site, ask: Ask, location: str) -> None:
    Redirect.objects.create(old_path="/alt", redirect_link=location)

    assert ask(ROUTE, path="/alt/") == {"route": None}


@pytest.mark.parametrize("general_first", [True, False])
def test_a_redirect_of_the_site_wins(site: Site, ask: Ask, *, general_first: bool) -> None:
    own = WagtailSite.objects.get()
    sites = [None, own] if general_first else [own, None]
    for owner in sites:
        link = "/eigen/" if owner else "/allgemein/"
        Redirect.objects.create(old_path="/alt", redirect_link=link, site=owner)

    assert ask(ROUTE, path="/alt")["route"]["location"] == "/eigen/"
