from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cms.api.arguments import is_storable
from cms.api.context import Context
from cms.api.execution import run
from cms.api.lists.cursors import Position, encode
from tests.factories.site import NOW, Site, make_event, make_statement

STATEMENTS = "query ($first: Int, $after: String, $topic: String) {"
STATEMENTS += " statements(first: $first, after: $after, topic: $topic) { totalCount nodes { title } } }"
EVENTS_AFTER = "query ($after: String) { events(after: $after) { nodes { title } } }"
EVENTS_ENDING_AFTER = "query ($moment: DateTime) { events(endingAfter: $moment) { nodes { title } } }"

Ask = Callable[..., Any]


def refusals(document: str, **variables: Any) -> list[tuple[str, Any]]:
    answer = run(document, variables=variables, context=Context(base_url="", now=NOW))
    return [(error.message, (error.extensions or {}).get("code")) for error in answer.errors]


@pytest.mark.parametrize("text", ["", "/wer-wir-sind/", "Frieden 🕊", "\x01"])
def test_text_that_databases_hold(text: str) -> None:
    assert is_storable(text)


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "a\udbff"])
def test_text_that_databases_do_not_hold(text: str) -> None:
    assert not is_storable(text)


def test_a_page_size_of_null_is_the_default(site: Site, ask: Ask) -> None:
    for number in range(21):
        make_statement(site.statements, f"Nr. {number}")

    assert len(ask(STATEMENTS, first=None)["statements"]["nodes"]) == 20


@pytest.mark.parametrize("value", [datetime(1, 1, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC), NOW])
def test_a_cursor_at_the_end_of_the_calendar_is_a_place(site: Site, ask: Ask, value: datetime) -> None:
    cursor = encode(Position(value=value, pk=2**63 - 1), of="events.START_ASC")

    assert ask(EVENTS_AFTER, after=cursor) == {"events": {"nodes": []}}


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00"])
def test_a_moment_outside_the_calendar_is_refused(site: Site, moment: str) -> None:
    assert refusals(EVENTS_ENDING_AFTER, moment=moment) == [
        ("'endingAfter' lies outside the calendar. Send a moment between the years 2 and 9998.", "BAD_ARGUMENT")
    ]


@pytest.mark.parametrize("offset", ["+00:00", ""])
def test_events_that_end_after_a_moment(site: Site, ask: Ask, offset: str) -> None:
    make_event(site.events, "Gestern", start=NOW - timedelta(days=1))
    make_event(site.events, "Morgen", start=NOW + timedelta(days=1))

    answer = ask(EVENTS_ENDING_AFTER, moment=f"{NOW:%Y-%m-%dT%H:%M:%S}{offset}")

    assert answer == {"events": {"nodes": [{"title": "Morgen"}]}}


@pytest.mark.parametrize("topic", ["frieden\x00", "\ud800"])
def test_a_topic_that_cannot_be_has_no_statements(site: Site, ask: Ask, topic: str) -> None:
    make_statement(site.statements)

    assert ask(STATEMENTS, topic=topic) == {"statements": {"totalCount": 0, "nodes": []}}
