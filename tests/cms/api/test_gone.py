from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from cms.pages.models import GonePath
from home.models import StandardPage
from tests.factories.site import NOW, Site, make_page, make_statement

ROUTE = """query ($path: String!, $locale: Locale) {
  route(path: $path, locale: $locale) {
    __typename ... on GoneRoute { path } ... on RedirectRoute { location } ... on PageRoute { page { title } }
  }
}"""
PATH = "/wer-wir-sind/"
GONE = {"route": {"__typename": "GoneRoute", "path": PATH}}

Ask = Callable[..., Any]


def published(site: Site, **fields: Any) -> StandardPage:
    page = make_page(site.german, **fields)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_what_was_unpublished_is_gone(site: Site, ask: Ask) -> None:
    published(site).unpublish()

    assert ask(ROUTE, path=PATH) == GONE


def test_what_was_deleted_is_gone(site: Site, ask: Ask) -> None:
    published(site).delete()

    assert ask(ROUTE, path=PATH) == GONE


def test_what_was_deleted_with_its_parent_is_gone(site: Site, ask: Ask) -> None:
    statement = make_statement(site.statements)
    statement.save_revision().publish()

    site.statements.delete()

    assert ask(ROUTE, path="/stellungnahmen/nein-zur-wehrpflicht")["route"]["__typename"] == "GoneRoute"


def test_what_has_expired_is_gone_before_the_clock_has_run(site: Site, ask: Ask) -> None:
    published(site, expire_at=NOW + timedelta(days=1))

    assert ask(ROUTE, path=PATH)["route"]["__typename"] == "PageRoute"
    assert ask(ROUTE, path=PATH, now=NOW + timedelta(days=2)) == GONE


def test_what_shall_come_back_is_not_gone(site: Site, ask: Ask) -> None:
    page = published(site)
    page.unpublish()
    StandardPage.objects.filter(pk=page.pk).update(go_live_at=NOW + timedelta(days=1))

    assert ask(ROUTE, path=PATH) == {"route": None}


@pytest.mark.parametrize("is_deleted", [True, False])
def test_a_draft_was_never_there(site: Site, ask: Ask, *, is_deleted: bool) -> None:
    page = make_page(site.german, live=False)
    if is_deleted:
        page.delete()

    assert ask(ROUTE, path=PATH) == {"route": None}


@pytest.mark.parametrize("is_deleted", [True, False])
def test_nothing_is_said_about_what_only_some_could_read(site: Site, ask: Ask, *, is_deleted: bool) -> None:
    page = published(site)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="Mitglieder"))
    page.unpublish()
    if is_deleted:
        page.delete()

    assert ask(ROUTE, path=PATH) == {"route": None}


def test_a_redirect_wins(site: Site, ask: Ask) -> None:
    published(site).delete()
    Redirect.objects.create(old_path=PATH.rstrip("/"), redirect_link="/neu/")

    assert ask(ROUTE, path=PATH) == {"route": {"__typename": "RedirectRoute", "location": "/neu/"}}


def test_a_page_that_is_published_there_wins(site: Site, ask: Ask) -> None:
    published(site).delete()
    published(site)

    assert ask(ROUTE, path=PATH)["route"]["page"] == {"title": "Wer wir sind"}


def test_deleting_at_the_same_place_again_keeps_one_row(site: Site) -> None:
    published(site).delete()
    published(site).delete()

    assert [str(gone) for gone in GonePath.objects.all()] == ["/home/wer-wir-sind/"]


def test_the_language_asked_for_is_looked_below(site: Site, ask: Ask) -> None:
    page = make_page(site.english, title="Who we are")
    page.save_revision().publish()
    page.delete()

    assert ask(ROUTE, path="/who-we-are/", locale="en")["route"]["__typename"] == "GoneRoute"
    assert ask(ROUTE, path="/who-we-are/") == {"route": None}
