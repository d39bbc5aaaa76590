from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from wagtail.models import Page, PageViewRestriction

from home.models import StandardPage
from tests.factories.site import NOW, Site, make_page, make_statement

ROUTE = """query ($path: String!, $locale: Locale) {
  route(path: $path, locale: $locale) {
    __typename
    ... on GoneRoute { path }
    ... on RedirectRoute { location status }
    ... on PageRoute { page { shortUrl } }
  }
}"""
WHERE = {"__typename": "RedirectRoute", "location": "/wer-wir-sind/", "status": 302}

Ask = Callable[..., Any]


def published(site: Site, **fields: Any) -> StandardPage:
    page = make_page(site.german, **fields)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_a_page_has_a_short_address(site: Site, ask: Ask) -> None:
    page = published(site)

    answer = ask(ROUTE, path="/wer-wir-sind/")

    assert answer["route"]["page"] == {"shortUrl": f"https://www.example.org/s/{page.pk}/"}


@pytest.mark.parametrize("path", ["/s/{}/", "/s/{}", "s/{}", "/S/{}"])
def test_it_leads_to_the_page(site: Site, ask: Ask, path: str) -> None:
    page = published(site)

    assert ask(ROUTE, path=path.format(page.pk)) == {"route": WHERE}


def test_it_leads_to_where_the_page_is_now(site: Site, ask: Ask) -> None:
    page = published(site)
    page.move(site.statements, pos="last-child")

    answer = ask(ROUTE, path=f"/s/{page.pk}/")

    assert answer["route"]["location"] == "/stellungnahmen/wer-wir-sind/"


def test_it_leads_to_the_language_that_it_names(site: Site, ask: Ask) -> None:
    english = make_page(site.english, title="Who we are")

    for locale in ("de", "en", None):
        assert ask(ROUTE, path=f"/s/{english.pk}/", locale=locale)["route"]["location"] == "/en/who-we-are/"


def test_what_was_unpublished_or_deleted_is_gone(site: Site, ask: Ask) -> None:
    unpublished, deleted = published(site), make_statement(site.statements)
    deleted.save_revision().publish()
    paths = [f"/s/{page.pk}/" for page in (unpublished, deleted)]
    unpublished.unpublish()
    site.statements.delete()

    assert [ask(ROUTE, path=path)["route"] for path in paths] == [
        {"__typename": "GoneRoute", "path": path} for path in paths
    ]


def test_what_has_expired_is_gone_before_the_clock_has_run(site: Site, ask: Ask) -> None:
    path = f"/s/{published(site, expire_at=NOW + timedelta(days=1)).pk}/"

    assert ask(ROUTE, path=path) == {"route": WHERE}
    assert ask(ROUTE, path=path, now=NOW + timedelta(days=2))["route"]["__typename"] == "GoneRoute"


@pytest.mark.parametrize("is_deleted", [True, False])
def test_a_draft_has_none(site: Site, ask: Ask, *, is_deleted: bool) -> None:
    page = make_page(site.german, live=False)
    path = f"/s/{page.pk}/"
    if is_deleted:
        page.delete()

    assert ask(ROUTE, path=path) == {"route": None}


@pytest.mark.parametrize("end", ["stay", "unpublish", "delete"])
def test_nothing_is_said_about_what_only_some_may_read(site: Site, ask: Ask, end: str) -> None:
    page = published(site)
    path = f"/s/{page.pk}/"
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    {"stay": page.save, "unpublish": page.unpublish, "delete": page.delete}[end]()

    assert ask(ROUTE, path=path) == {"route": None}


def test_what_is_no_page_of_the_site_has_none(site: Site, ask: Ask) -> None:
    root = Page.objects.get(depth=1)

    assert ask(ROUTE, path=f"/s/{root.pk}/") == {"route": None}


@pytest.mark.parametrize(
    "path",
    ["/s/0/", "/s/007/", "/s/-1/", "/s/1e3/", "/s/\u0661/", "/s/999999999999999999/", f"/s/{10**30}/", "/s/", "/s//"],
)
def test_what_names_no_page_leads_nowhere(site: Site, ask: Ask, path: str) -> None:
    assert ask(ROUTE, path=path) == {"route": None}


@pytest.mark.parametrize(
    "more", ["//evil.example/", "/https://evil.example/", "?next=https://evil.example/", "@evil.example"]
)
def test_it_leads_to_no_other_website(site: Site, ask: Ask, more: str) -> None:
    assert ask(ROUTE, path=f"/s/{published(site).pk}{more}") == {"route": None}
