from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from cms.api.context import Context
from cms.api.execution import run
from cms.api.tokens import Caller
from home.models import HomePage
from tests.factories.site import NOW, Site, make_event, make_page, make_statement

Ask = Callable[..., Any]
FIELDS = """__typename id title path locale updatedAt breadcrumbs { path } translations { path }
            seo { canonical robots alternates { hreflang url } }
            ... on StatementPage { date } ... on EventPage { start venue }"""


def titles(ask: Ask, arguments: str = "") -> list[str]:
    return [node["title"] for node in ask(f"{{ pages{arguments} {{ nodes {{ title }} }} }}")["pages"]["nodes"]]


def test_pages_of_every_type_come_in_the_order_of_the_tree(site: Site, ask: Ask) -> None:
    make_statement(site.statements)
    make_event(site.events)

    assert titles(ask) == ["Start", "Stellungnahmen", "Nein zur Wehrpflicht", "Termine", "Offenes Treffen", "Home"]


def test_pages_of_some_types_in_one_language(site: Site, ask: Ask) -> None:
    make_statement(site.statements)

    assert titles(ask, "(types: [STATEMENT_PAGE, HOME_PAGE], locale: de)") == ["Start", "Nein zur Wehrpflicht"]
    assert titles(ask, "(types: [])") == []
    assert titles(ask, '(where: {title: {contains: "wehr"}})') == ["Nein zur Wehrpflicht"]


def test_pages_that_nobody_may_see_are_not_there(site: Site, ask: Ask) -> None:
    make_page(site.german, "Entwurf", live=False)
    make_page(site.german, "Abgelaufen", expire_at=NOW - timedelta(hours=1))
    make_page(site.german, "Morgen", go_live_at=NOW + timedelta(hours=1))
    private = make_page(site.german, "Privat")
    make_page(private, "Darunter")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert titles(ask) == ["Start", "Stellungnahmen", "Termine", "Home"]
    assert ask("{ pages { totalCount } }") == {"pages": {"totalCount": 4}}


def test_pages_without_an_address_or_of_unknown_types_are_not_there(site: Site, ask: Ask) -> None:
    root = Page.get_first_root_node()
    elsewhere = root.add_child(instance=HomePage(title="Anderswo", slug="anderswo", locale=site.german.locale))
    make_page(elsewhere, "Dort")
    site.german.add_child(instance=Page(title="Ohne Typ", slug="ohne-typ"))

    assert titles(ask) == ["Start", "Stellungnahmen", "Termine", "Home"]


def test_places_in_the_list_can_be_had_without_the_pages(site: Site, ask: Ask) -> None:
    found = ask("{ pages { totalCount edges { cursor } pageInfo { startCursor endCursor } } }")["pages"]

    assert (found["totalCount"], len(found["edges"])) == (4, 4)
    assert found["edges"][0]["cursor"] == found["pageInfo"]["startCursor"]


def titles_in(context: Context) -> list[str]:
    answer = run("{ pages { totalCount edges { cursor node { title } } } }", variables={}, context=context)
    assert answer.errors == ()
    assert answer.data is not None
    return [edge["node"]["title"] for edge in answer.data["pages"]["edges"]]


def test_drafts_are_in_the_list_for_those_who_may_see_them(site: Site) -> None:
    make_page(site.german, "Entwurf", live=False)

    found = titles_in(Context(base_url="", now=NOW, caller=Caller(sees_drafts=True)))

    assert found == ["Start", "Stellungnahmen", "Termine", "Entwurf", "Home"]


def test_a_preview_shows_its_draft_in_the_place_of_the_page(site: Site) -> None:
    page = make_page(site.german)
    page.title = "Wer wir sind, neu"

    found = titles_in(Context(base_url="", now=NOW, draft=page))

    assert found == ["Start", "Stellungnahmen", "Termine", "Wer wir sind, neu", "Home"]


@pytest.mark.parametrize("order", ["TREE_ASC", "TITLE_ASC", "TITLE_DESC"])
def test_a_preview_shows_a_page_that_was_never_published_at_its_place(site: Site, order: str) -> None:
    page = make_page(site.german, "Neu", live=False)
    make_page(site.german, "Fremder Entwurf", live=False)
    make_page(site.german, "Wer wir sind")
    text = f"{{ pages(orderBy: {order}) {{ totalCount nodes {{ title seo {{ robots }} }} }} }}"

    answer = run(text, variables={}, context=Context(base_url="", now=NOW, draft=page))

    assert answer.errors == ()
    assert answer.data is not None
    titles = [node["title"] for node in answer.data["pages"]["nodes"]]
    tree = ["Start", "Stellungnahmen", "Termine", "Neu", "Wer wir sind", "Home"]
    assert titles == {"TREE_ASC": tree, "TITLE_ASC": sorted(tree), "TITLE_DESC": sorted(tree)[::-1]}[order]
    assert answer.data["pages"]["totalCount"] == len(tree)


def test_a_preview_finds_its_page_by_slices_too(site: Site) -> None:
    page = make_page(site.german, "Neu", live=False)
    found, after = [], "null"

    while after:
        text = f"{{ pages(first: 1, after: {after}) {{ nodes {{ title }} pageInfo {{ hasNextPage endCursor }} }} }}"
        answer = run(text, variables={}, context=Context(base_url="", now=NOW, draft=page))
        assert answer.data is not None
        pages = answer.data["pages"]
        found += [node["title"] for node in pages["nodes"]]
        after = f'"{pages["pageInfo"]["endCursor"]}"' if pages["pageInfo"]["hasNextPage"] else ""

    assert found == ["Start", "Stellungnahmen", "Termine", "Neu", "Home"]


def test_a_preview_of_what_is_closed_to_the_public_opens_nothing(site: Site) -> None:
    page = make_page(site.german, "Neu", live=False)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert "Neu" not in titles_in(Context(base_url="", now=NOW, draft=page))


def test_slices_meet_without_a_gap(site: Site, ask: Ask) -> None:
    for number in range(5):
        make_page(site.german, f"Seite {number}")
    whole, found, after = titles(ask), [], None

    while True:
        arguments = f'(first: 2, after: "{after}")' if after else "(first: 2)"
        pages = ask(f"{{ pages{arguments} {{ nodes {{ title }} pageInfo {{ hasNextPage endCursor }} }} }}")["pages"]
        found += [node["title"] for node in pages["nodes"]]
        after = pages["pageInfo"]["endCursor"]
        if not pages["pageInfo"]["hasNextPage"]:
            break

    assert found == whole


def test_a_list_of_pages_costs_the_same_for_1_20_and_100(site: Site, ask: Ask) -> None:
    for number in range(40):
        make_page(site.german, f"Seite {number}")
        make_statement(site.statements, f"Nummer {number}")
        make_event(site.events, f"Termin {number}")
    first_costs, later_costs = set(), set()

    ask("{ pages(first: 1) { nodes { title } } }")
    for size in (1, 20, 100):
        for costs in (first_costs, later_costs):
            with CaptureQueriesContext(connection) as statements:
                ask(f"{{ pages(first: {size}) {{ nodes {{ {FIELDS} }} }} }}")
            costs.add(len(statements))

    assert max(first_costs) <= 4
    assert len(later_costs) == 1
