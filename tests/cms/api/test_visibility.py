from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from wagtail.models import Page, PageViewRestriction

from tests.factories.site import NOW, Site, make_page, make_statement

ROUTE = """query ($path: String!) { route(path: $path) { ... on PageRoute { page { title } } } }"""
LIST = "{ statements { totalCount nodes { title } } }"
LINKED = """{ route(path: "/") { ... on PageRoute { page { body {
  ... on ParagraphBlock { html } ... on CallToActionBlock { href }
} } } } }"""

Ask = Callable[..., Any]


def hide_as_draft(page: Page) -> None:
    page.unpublish()


def hide_until_later(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(go_live_at=NOW + timedelta(minutes=1))


def hide_as_expired(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=NOW - timedelta(minutes=1))


def hide_behind_login(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def hide_behind_private_parent(page: Page) -> None:
    hide_behind_login(page.get_parent())


HIDINGS = [hide_as_draft, hide_until_later, hide_as_expired, hide_behind_login, hide_behind_private_parent]
hidings = pytest.mark.parametrize("hide", HIDINGS, ids=lambda hide: hide.__name__)


@hidings
def test_route_does_not_answer_a_hidden_page(site: Site, ask: Ask, hide: Callable[[Page], None]) -> None:
    statement = make_statement(site.statements)
    path = "/stellungnahmen/nein-zur-wehrpflicht/"
    assert ask(ROUTE, path=path) == {"route": {"page": {"title": statement.title}}}

    hide(statement)

    assert ask(ROUTE, path=path) == {"route": None}


@hidings
def test_list_does_not_hold_a_hidden_page(site: Site, ask: Ask, hide: Callable[[Page], None]) -> None:
    statement = make_statement(site.statements)

    hide(statement)

    assert ask(LIST) == {"statements": {"totalCount": 0, "nodes": []}}


@hidings
def test_links_to_a_hidden_page_lose_their_target(site: Site, ask: Ask, hide: Callable[[Page], None]) -> None:
    section = make_page(site.german, "Bereich")
    target = make_page(section, "Geheim")
    site.german.body = [
        ("paragraph", {"text": f'<p>Siehe <a linktype="page" id="{target.pk}">dort</a></p>'}),
        ("call_to_action", {"text": "Lesen", "page": target, "address": ""}),
    ]
    site.german.save()

    hide(target)

    body = ask(LINKED)["route"]["page"]["body"]
    assert body == [{"html": "<p>Siehe <a>dort</a></p>"}, {"href": None}]


def test_links_follow_a_page_that_moves(site: Site, ask: Ask) -> None:
    target = make_page(site.german, "Ziel")
    site.german.body = [("paragraph", {"text": f'<p><a linktype="page" id="{target.pk}">dort</a></p>'})]
    site.german.save()

    target.slug = "neues-ziel"
    target.save()

    assert ask(LINKED)["route"]["page"]["body"] == [{"html": '<p><a href="/neues-ziel/">dort</a></p>'}]
