from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cms.api.context import Context
from cms.api.execution import run
from publications.models import EventException, EventPage
from tests.factories.site import NOW, Site, make_event

OCCURRENCES = """query ($between: Between!, $first: Int, $after: String, $last: Int, $where: EventPageWhere) {
  occurrences(between: $between, first: $first, after: $after, last: $last, where: $where) {
    totalCount
    nodes { start status venue event { title } }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}"""
EVENTS = "query ($between: Between!) { events(between: $between) { nodes { title } } }"
DECEMBER = {"start": "2026-12-01T00:00:00+01:00", "end": "2027-01-01T00:00:00+01:00"}
FIRST_DAY = datetime(2026, 12, 1, 18, tzinfo=UTC)

Ask = Callable[..., Any]


def make_series(site: Site, title: str = "Lesekreis") -> EventPage:
    return make_event(site.events, title, start=FIRST_DAY, repeats="weekly", repeats_until=date(2027, 1, 31))


def days(answer: Any) -> list[tuple[str, str]]:
    return [(node["start"][:10], node["event"]["title"]) for node in answer["occurrences"]["nodes"]]


def refusals(document: str, **variables: Any) -> list[Any]:
    answer = run(document, variables=variables, context=Context(base_url="", now=NOW))
    return [(error.extensions or {}).get("code") for error in answer.errors]


def test_the_dates_of_a_series_stand_among_those_of_single_events(site: Site, ask: Ask) -> None:
    make_series(site)
    make_event(site.events, "Demo", start=datetime(2026, 12, 12, 12, tzinfo=UTC))
    make_event(site.events, "Zu spät", start=datetime(2027, 1, 2, tzinfo=UTC))

    answer = ask(OCCURRENCES, between=DECEMBER)

    series = [(f"2026-12-{day:02}", "Lesekreis") for day in (1, 8, 15, 22, 29)]
    assert days(answer) == sorted([*series, ("2026-12-12", "Demo")])
    assert answer["occurrences"]["totalCount"] == 6


def test_dates_come_slice_by_slice(site: Site, ask: Ask) -> None:
    make_series(site, "Eins")
    make_series(site, "Zwei")
    whole = days(ask(OCCURRENCES, between=DECEMBER))

    first = ask(OCCURRENCES, between=DECEMBER, first=3)
    for event in EventPage.objects.all():
        event.save()
    second = ask(OCCURRENCES, between=DECEMBER, after=first["occurrences"]["pageInfo"]["endCursor"])

    assert days(first) + days(second) == whole
    assert days(ask(OCCURRENCES, between=DECEMBER, last=3)) == whole[-3:]


def test_a_date_that_was_moved_or_called_off_says_so(site: Site, ask: Ask) -> None:
    series = make_series(site)
    series.exceptions = [
        EventException(date=date(2026, 12, 8), change="cancelled"),
        EventException(date=date(2026, 12, 15), change="moved", venue="Garten"),
    ]
    series.save()

    nodes = ask(OCCURRENCES, between=DECEMBER, first=3)["occurrences"]["nodes"]

    assert [(node["status"], node["venue"]) for node in nodes] == [
        ("SCHEDULED", ""),
        ("CANCELLED", ""),
        ("MOVED", "Garten"),
    ]


def test_a_hidden_event_has_no_dates(site: Site, ask: Ask) -> None:
    make_series(site).unpublish()

    assert ask(OCCURRENCES, between=DECEMBER)["occurrences"]["totalCount"] == 0


def test_dates_of_the_events_that_a_filter_keeps(site: Site, ask: Ask) -> None:
    make_series(site, "Eins")
    make_series(site, "Zwei")

    answer = ask(OCCURRENCES, between=DECEMBER, first=1, where={"title": {"eq": "Zwei"}})

    assert days(answer) == [("2026-12-01", "Zwei")]


def test_events_with_a_date_in_a_span(site: Site, ask: Ask) -> None:
    make_series(site)
    make_event(site.events, "Läuft noch", start=datetime(2026, 11, 30, 22, tzinfo=UTC))
    make_event(site.events, "Vorbei", start=datetime(2026, 11, 30, 20, tzinfo=UTC))
    make_event(site.events, "Zu spät", start=datetime(2026, 12, 31, 23, tzinfo=UTC))

    found = ask(EVENTS, between=DECEMBER)["events"]["nodes"]

    assert [node["title"] for node in found] == ["Läuft noch", "Lesekreis"]


def test_a_date_that_was_called_off_alone_brings_its_event_into_no_span(site: Site, ask: Ask) -> None:
    series = make_series(site)
    series.exceptions = [EventException(date=date(2026, 12, 8), change="cancelled")]
    series.save()
    eighth = {"start": "2026-12-08T00:00:00+01:00", "end": "2026-12-09T00:00:00+01:00"}

    assert ask(EVENTS, between=eighth)["events"]["nodes"] == []


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-12-01T00:00:00+01:00", "2026-12-01T00:00:00+01:00"),
        ("2026-12-02T00:00:00+01:00", "2026-12-01T00:00:00+01:00"),
        ("0001-01-01T00:00:00+14:00", "2026-12-01T00:00:00+01:00"),
        ("2026-12-01T00:00:00+01:00", "9999-12-31T23:59:59-14:00"),
    ],
)
def test_a_span_that_is_none_is_refused(db: None, start: str, end: str) -> None:
    between = {"start": start, "end": end}

    assert refusals(OCCURRENCES, between=between) == ["BAD_ARGUMENT"]
    assert refusals(EVENTS, between=between) == ["BAD_ARGUMENT"]


def test_dates_of_more_than_a_year_are_refused(db: None) -> None:
    years = {"start": NOW.isoformat(), "end": (NOW + timedelta(days=367)).isoformat()}

    assert refusals(OCCURRENCES, between=years) == ["BAD_ARGUMENT"]
    assert refusals(EVENTS, between=years) == []
