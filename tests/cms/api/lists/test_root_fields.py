from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from cms.api.context import Context
from cms.api.execution import run
from tests.factories.site import NOW, Site, make_event, make_statement, make_topic

STATEMENTS = """query ($first: Int, $after: String, $topic: String) {
  statements(first: $first, after: $after, topic: $topic) {
    totalCount
    nodes { title }
    pageInfo { hasNextPage endCursor }
  }
}"""

Ask = Callable[..., Any]


def titles(answer: Any) -> list[str]:
    return [node["title"] for node in answer["nodes"]]


def errors_of(document: str) -> list[tuple[str, Any]]:
    answer = run(document, variables={}, context=Context(base_url="", now=NOW))
    return [(error.message, (error.extensions or {}).get("code")) for error in answer.errors]


def test_statements_come_newest_first_and_slice_by_slice(site: Site, ask: Ask) -> None:
    for day in (1, 2, 2, 3):
        make_statement(site.statements, f"Tag {day}", date=date(2026, 11, day))

    first = ask(STATEMENTS, first=2)["statements"]
    second = ask(STATEMENTS, first=2, after=first["pageInfo"]["endCursor"])["statements"]

    assert (titles(first), titles(second)) == (["Tag 3", "Tag 2"], ["Tag 2", "Tag 1"])
    assert (first["totalCount"], second["totalCount"]) == (4, 4)
    assert (first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"]) == (True, False)


def test_a_new_statement_does_not_move_the_next_slice(site: Site, ask: Ask) -> None:
    for day in (1, 2, 3):
        make_statement(site.statements, f"Tag {day}", date=date(2026, 11, day))
    first = ask(STATEMENTS, first=2)["statements"]

    make_statement(site.statements, "Tag 4", date=date(2026, 11, 4))

    assert titles(ask(STATEMENTS, after=first["pageInfo"]["endCursor"])["statements"]) == ["Tag 1"]


def test_statements_of_one_topic(site: Site, ask: Ask) -> None:
    make_statement(site.statements, "Ohne Thema")
    statement = make_statement(site.statements, "Zum Frieden")
    statement.topics = [make_topic()]
    statement.save()

    assert titles(ask(STATEMENTS, topic="frieden")["statements"]) == ["Zum Frieden"]


def test_upcoming_events_leave_out_what_has_ended(site: Site, ask: Ask) -> None:
    make_event(site.events, "Gestern", start=NOW - timedelta(days=1))
    make_event(site.events, "Gerade", start=NOW - timedelta(hours=1))
    make_event(site.events, "Morgen", start=NOW + timedelta(days=1))

    answer = ask("{ events(upcoming: true) { nodes { title } } }")

    assert titles(answer["events"]) == ["Gerade", "Morgen"]


def test_a_wrong_cursor_is_refused_in_plain_words(site: Site) -> None:
    (error,) = errors_of('{ statements(after: "nonsense") { totalCount } }')

    assert error == (
        (
            "The cursor in 'after' is not one of this list in this order. "
            "Use a cursor that the same list returned with the same orderBy."
        ),
        "BAD_CURSOR",
    )


def test_the_setting_says_how_large_a_page_may_be(site: Site, ask: Ask, settings: Any) -> None:
    for day in (1, 2, 3):
        make_statement(site.statements, f"Tag {day}", date=date(2026, 11, day))
    settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS | {"page_size": 2}

    assert titles(ask(STATEMENTS)["statements"]) == ["Tag 3", "Tag 2"]
    assert errors_of("{ statements(last: 3) { totalCount } }") == [
        ("'last' must lie between 0 and 2, not 3.", "BAD_PAGE_SIZE")
    ]
    assert errors_of('{ nodes(ids: ["a", "b", "c"]) { id } }') == [
        ("'ids' may hold 2 ids, and there are 3. Ask for the others in another request.", "TOO_MANY_IDS")
    ]


def test_a_page_size_beyond_the_limit_is_refused(site: Site) -> None:
    errors = [errors_of(f"{{ statements(first: {size}) {{ totalCount }} }}") for size in (-1, 101, -5)]

    assert errors == [[(f"'first' must lie between 0 and 100, not {size}.", "BAD_PAGE_SIZE")] for size in (-1, 101, -5)]
