import pytest
from django.test import Client
from django.urls import get_resolver

from cms.channels.wording import WORDINGS
from cms.pages.addresses import (
    PAGES,
    RESERVED_SLUGS,
    address_below,
    is_reserved,
    is_reserved_below,
    page_at_short,
    short_path,
)
from tests.factories.site import Site, make_page


def test_the_address_of_a_page_is_that_of_its_language(site: Site) -> None:
    assert address_below(site.german, "neu") == "/neu/"
    assert address_below(site.statements, "neu") == "/stellungnahmen/neu/"
    assert address_below(site.english, "new") == "/en/new/"
    assert address_below(site.german.get_parent(), "neu") is None


@pytest.mark.parametrize("address", [words.search.path for words in WORDINGS.values()])
def test_the_search_of_each_language_is_reserved(address: str) -> None:
    assert is_reserved(address)


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_addresses_of_the_system_are_reserved_in_the_main_language_alone(site: Site, slug: str) -> None:
    assert is_reserved_below(site.german, slug)
    assert is_reserved_below(site.german, slug.upper())
    assert not is_reserved_below(site.english, slug)


@pytest.mark.parametrize("slug", ["neu", "search", "suchen", "administration", "e", "mediathek"])
def test_other_addresses_are_free(site: Site, slug: str) -> None:
    assert not is_reserved_below(site.german, slug)


def test_the_search_of_one_language_is_free_in_the_other(site: Site) -> None:
    assert [is_reserved_below(site.english, slug) for slug in ("search", "suche")] == [True, False]
    assert not is_reserved_below(make_page(site.german), "suche")


def test_whatever_the_routes_begin_with_is_reserved(site: Site) -> None:
    patterns = [str(each.pattern).lstrip("^") for each in get_resolver().url_patterns if _name(each) != PAGES]
    first = {pattern.partition("/")[0].rstrip("/?$") for pattern in patterns}

    names = {name for name in first if name.replace("-", "").replace("_", "").isalpha()}
    assert {"admin", "graphql", "documents", "preview", "feeds", "calendar", "brand", "suche", "en"} <= names
    assert [name for name in names if not is_reserved_below(site.german, name)] == []


def test_a_page_that_is_free_is_shown_and_one_that_is_reserved_is_not(site: Site, client: Client) -> None:
    make_page(site.german, "Such die Seite", slug="suche")
    make_page(site.german, "Such die Seite", slug="suchen")

    assert "Such die Seite" not in client.get("/suche/").content.decode()
    assert "Such die Seite" in client.get("/suchen/").content.decode()


def test_short_addresses_name_a_page() -> None:
    assert [page_at_short(path) for path in (short_path(12), "s/12", "/s/12/13/", "/s/012/")] == [12, 12, None, None]


def test_no_short_address_holds_another() -> None:
    # Posts are told apart by theirs.
    assert short_path(12) not in f"https://www.example.org{short_path(123)}"


def _name(pattern: object) -> str:
    return str(getattr(pattern, "name", ""))
