from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from cms.api.context import Context
from cms.api.execution import run
from publications.models import StatementPage
from tests.cms.api.test_visibility import hidings
from tests.factories.site import NOW, Site, make_event, make_page, make_statement, make_topic

SEARCH = """query (
  $query: String!, $locale: Locale, $fallback: [Locale!], $types: [PageType!], $topics: [String!], $first: Int,
  $after: String
) {
  search(
    query: $query, locale: $locale, fallback: $fallback, types: $types, topics: $topics, first: $first, after: $after
  ) {
    totalCount
    isShortened
    edges {
      cursor score
      node { __typename id title path locale isFallback }
      highlights { field html parts { text isMatch } }
    }
    nodes { title }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    facets { types { type count } topics { topic { slug } count } locales { locale count } }
  }
}"""
NOTHING = {
    "totalCount": 0,
    "isShortened": False,
    "edges": [],
    "nodes": [],
    "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    "facets": {"types": [], "topics": [], "locales": []},
}

Ask = Callable[..., Any]


@pytest.fixture
def look_for(ask: Ask) -> Ask:
    def look_for(query: str, **arguments: Any) -> Any:
        return ask(SEARCH, query=query, **arguments)["search"]

    return look_for


def titles(found: Any) -> list[str]:
    return [node["title"] for node in found["nodes"]]


def translate(page: Page, title: str) -> Page:
    translation = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    translation.title = title
    translation.save_revision().publish()
    translation.refresh_from_db()
    return translation


def error_of(document: str) -> tuple[str, Any]:
    (error,) = run(document, variables={}, context=Context(base_url="", now=NOW)).errors
    return error.message, (error.extensions or {}).get("code")


def test_a_search_answers_pages_with_what_was_found_in_them(site: Site, look_for: Ask) -> None:
    make_statement(site.statements, "Nein zur <Wehrpflicht>", summary="Gegen die Wehrpflichten & den Zwang.")

    found = look_for("wehrpflichten")

    (edge,) = found["edges"]
    assert edge["node"] | {"id": ""} == {
        "__typename": "StatementPage",
        "id": "",
        "title": "Nein zur <Wehrpflicht>",
        "path": "/stellungnahmen/nein-zur-wehrpflicht/",
        "locale": "de",
        "isFallback": False,
    }
    assert edge["highlights"][0] == {
        "field": "TITLE",
        "html": "Nein zur &lt;<mark>Wehrpflicht</mark>&gt;",
        "parts": [
            {"text": "Nein zur <", "isMatch": False},
            {"text": "Wehrpflicht", "isMatch": True},
            {"text": ">", "isMatch": False},
        ],
    }
    assert [(each["field"], each["html"]) for each in edge["highlights"][1:]] == [
        ("SUMMARY", "Gegen die <mark>Wehrpflichten</mark> &amp; den Zwang.")
    ]
    assert (found["totalCount"], titles(found)) == (1, ["Nein zur <Wehrpflicht>"])


@hidings
def test_a_hidden_page_is_neither_found_nor_counted(site: Site, look_for: Ask, hide: Callable[[Page], None]) -> None:
    statement = make_statement(site.statements)
    statement.topics = [make_topic()]
    statement.save()
    assert titles(look_for("Wehrpflicht")) == [statement.title]

    hide(statement)

    assert look_for("Wehrpflicht") == NOTHING


def test_a_page_is_found_until_the_moment_it_expires(site: Site, look_for: Ask) -> None:
    statement = make_statement(site.statements)
    Page.objects.filter(pk=statement.pk).update(expire_at=NOW + timedelta(minutes=1))

    assert titles(look_for("Wehrpflicht")) == [statement.title]
    assert titles(look_for("Wehrpflicht", now=NOW + timedelta(minutes=1))) == []


def test_a_page_outside_the_website_is_not_found(site: Site, look_for: Ask) -> None:
    make_page(Page.get_first_root_node(), "Wehrpflicht", slug="woanders")

    assert look_for("Wehrpflicht") == NOTHING


@pytest.mark.parametrize("query", ["", "   ", "die", "…", '""', "-krieg", "\0\ud800", "NOT -die"])
def test_nothing_to_look_for_finds_nothing(site: Site, look_for: Ask, query: str) -> None:
    assert look_for(query) == NOTHING


def test_ten_thousand_characters_are_shortened_and_find_the_page_they_are_from(site: Site, look_for: Ask) -> None:
    sentence = "Kohle Stahl Werft Hafen Kran Zeche "
    make_page(site.german, "Bergbau", body=[("paragraph", {"text": f"<p>{sentence * 300}</p>"})])

    found = look_for(sentence * 300)

    assert (titles(found), found["isShortened"]) == (["Bergbau"], True)


def test_the_title_weighs_more_than_the_summary_and_the_summary_more_than_the_body(site: Site, look_for: Ask) -> None:
    text = [("paragraph", {"text": "<p>Es geht um Bergbau.</p>"})]
    make_page(site.german, "Im Text", summary="Eins zwei.", body=text)
    make_page(site.german, "In Kürze", summary="Über Bergbau.")
    make_page(site.german, "Über Bergbau", summary="Eins zwei.")

    assert titles(look_for("Bergbau")) == ["Über Bergbau", "In Kürze", "Im Text"]


def test_phrases_and_excluded_words(site: Site, look_for: Ask) -> None:
    make_page(site.german, "Krieg und Frieden")
    make_page(site.german, "Frieden statt Krieg")

    assert sorted(titles(look_for("Krieg Frieden"))) == ["Frieden statt Krieg", "Krieg und Frieden"]
    assert titles(look_for('"Krieg und Frieden"')) == ["Krieg und Frieden"]
    assert titles(look_for("Frieden -und")) == ["Frieden statt Krieg"]
    assert titles(look_for('Frieden -"statt Krieg"')) == ["Krieg und Frieden"]


def test_an_unfinished_word_finds_what_begins_like_it(site: Site, look_for: Ask) -> None:
    make_page(site.german, "Demonstrationen")

    assert [titles(look_for(typed)) for typed in ("Demo", "Demonstr", "demonstratio", "Demonstrationen")] == [
        ["Demonstrationen"]
    ] * 4


def test_facets_count_what_there_were_without_their_own_filter(site: Site, look_for: Ask) -> None:
    statement = make_statement(site.statements, "Bergbau heute")
    statement.topics = [make_topic()]
    statement.save()
    make_event(site.events, "Bergbau in Bildern")
    translate(make_page(site.german, "Bergbau"), "Mining, in German: Bergbau")

    facets = look_for("Bergbau", types=["EVENT_PAGE"], locale="de")["facets"]

    assert facets == {
        "types": [
            {"type": "EVENT_PAGE", "count": 1},
            {"type": "STANDARD_PAGE", "count": 1},
            {"type": "STATEMENT_PAGE", "count": 1},
        ],
        "topics": [],
        "locales": [{"locale": "de", "count": 1}],
    }
    everything = look_for("Bergbau")["facets"]
    assert everything["topics"] == [{"topic": {"slug": "frieden"}, "count": 1}]
    assert everything["locales"] == [{"locale": "de", "count": 3}, {"locale": "en", "count": 1}]


def test_results_of_some_types_and_topics(site: Site, look_for: Ask) -> None:
    peace = make_topic()
    german = make_statement(site.statements, "Bergbau heute")
    german.topics = [peace]
    german.save()
    english = translate(german, "Bergbau today")
    translated = peace.copy_for_translation(english.locale)
    translated.slug = "peace"
    translated.save()
    english.topics = [translated]
    english.save()
    make_event(site.events, "Bergbau in Bildern")

    assert titles(look_for("Bergbau", types=["EVENT_PAGE"])) == ["Bergbau in Bildern"]
    assert titles(look_for("Bergbau", topics=["frieden"], locale="de")) == ["Bergbau heute"]
    assert titles(look_for("Bergbau", topics=["frieden"], locale="en")) == ["Bergbau today"]
    assert titles(look_for("Bergbau", types=["EVENT_PAGE"], topics=["frieden"])) == []
    assert titles(look_for("Bergbau", topics=["unbekannt", "\0"])) == []
    assert titles(look_for("Bergbau", types=[])) == titles(look_for("Bergbau", topics=[])) == []


def test_languages_are_searched_one_after_the_other(site: Site, look_for: Ask) -> None:
    translate(make_page(site.german, "Bergbau eins"), "Bergbau one")
    make_page(site.german, "Bergbau zwei")

    assert sorted(titles(look_for("Bergbau"))) == ["Bergbau eins", "Bergbau one", "Bergbau zwei"]
    assert titles(look_for("Bergbau", locale="en")) == ["Bergbau one"]
    found = look_for("Bergbau", locale="en", fallback=["de"])
    assert sorted(titles(found)) == ["Bergbau one", "Bergbau zwei"]
    assert {edge["node"]["title"]: edge["node"]["isFallback"] for edge in found["edges"]} == {
        "Bergbau one": False,
        "Bergbau zwei": True,
    }
    assert found["totalCount"] == 2


def test_a_fallback_steps_in_for_a_translation_that_cannot_be_seen(site: Site, look_for: Ask) -> None:
    translate(make_page(site.german, "Bergbau eins"), "Bergbau one").unpublish()

    assert titles(look_for("Bergbau", locale="en", fallback=["de"])) == ["Bergbau eins"]


def test_slices_hold_every_result_once_in_one_order(site: Site, look_for: Ask) -> None:
    for number in range(7):
        make_page(site.german, f"Bergbau {'und Kohle ' * (number % 3)}{number}")
    whole = look_for("Bergbau")

    slices = [look_for("Bergbau", first=3)]
    while slices[-1]["pageInfo"]["hasNextPage"]:
        slices.append(look_for("Bergbau", first=3, after=slices[-1]["pageInfo"]["endCursor"]))

    assert [title for each in slices for title in titles(each)] == titles(whole)
    assert [each["totalCount"] for each in slices] == [7, 7, 7]
    assert [each["pageInfo"]["hasPreviousPage"] for each in slices] == [False, True, True]


@pytest.mark.parametrize("cursor", ["nonsense", "", "WyJzZWFyY2giLCJ4IiwxXQ", "WyJzZWFyY2giLCJuYW4iLDFd"])
def test_a_wrong_cursor_is_refused_in_plain_words(site: Site, cursor: str) -> None:
    message, code = error_of(f'{{ search(query: "x", after: "{cursor}") {{ totalCount }} }}')

    assert (message.startswith("The cursor in 'after' is not one of this list"), code) == (True, "BAD_CURSOR")


@pytest.mark.parametrize("size", [0, 101])
def test_a_page_size_beyond_the_limit_is_refused(site: Site, size: int) -> None:
    assert error_of(f'{{ search(query: "x", first: {size}) {{ totalCount }} }}') == (
        f"'first' must lie between 1 and 100, not {size}.",
        "BAD_PAGE_SIZE",
    )


def test_the_number_of_statements_does_not_grow_with_the_results(site: Site, look_for: Ask) -> None:
    def count(query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            look_for(query)
        return len(queries)

    for number in range(10):
        word = "Bergbau" if number else "Bergbau Kohle"
        statement: StatementPage = make_statement(site.statements, f"{word} {number}", body=[])
        statement.topics = [make_topic(slug=f"t{number}")]
        statement.save()
    count("Kohle")

    assert count("Kohle") == count("Bergbau")


PLAIN = """query ($query: String!) { search(query: $query) { ...Found edges { node { ...Plain } } } }
fragment Found on SearchConnection { totalCount nodes { title } facets { types { type count } } }
fragment Plain on PageInterface { title path summary ... on StatementPage { url } }"""


def test_an_answer_notes_what_it_shows(site: Site) -> None:
    page = make_page(site.german, "Bergbau")
    context = Context(base_url="", now=NOW)

    run(PLAIN, variables={"query": "Bergbau"}, context=context)

    assert context.keys == {"list:search", f"page:{page.pk}"}


def test_plain_pages_take_one_statement_for_each_type_among_them(site: Site, ask: Ask) -> None:
    def statements(query: str) -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            ask(PLAIN, query=query)
        return [query["sql"] for query in queries]

    for number in range(3):
        make_statement(site.statements, f"Bergbau {number}")
        make_event(site.events, f"Bergbau in Bildern {number}")
    statements("Bergbau")

    nothing, both = statements("Kohle"), statements("Bergbau")

    assert sum("search_document" in sql for sql in both) == 1
    assert len(both) == len(nothing) + 2
