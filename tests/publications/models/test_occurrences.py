from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from publications.models import EventException, EventPage
from publications.models.event_states import Change
from publications.models.occurrences import occurrences_of
from publications.models.recurrence import Recurrence, Repeats
from tests.factories.site import NOW, Site, make_event

WEDNESDAY = datetime(2026, 9, 30, 17, tzinfo=UTC)
UPCOMING = "{ events(upcoming: true) { nodes { title nextOccurrence { start } } } }"


def weekly(site: Site, *exceptions: EventException, **fields: Any) -> EventPage:
    values = {"start": WEDNESDAY, "repeats": Repeats.WEEKLY, "repeats_until": date(2026, 12, 30)} | fields
    event = make_event(site.events, **values)
    event.exceptions = exceptions
    event.save()
    return event


@pytest.mark.parametrize(
    ("repeats", "expected"),
    [
        (Repeats.WEEKLY, [date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19)]),
        (Repeats.FORTNIGHTLY, [date(2026, 1, 5), date(2026, 1, 19), date(2026, 2, 2)]),
        (Repeats.MONTHLY_ON_WEEKDAY, [date(2026, 1, 5), date(2026, 2, 2), date(2026, 3, 2)]),
        (Repeats.MONTHLY_ON_DATE, [date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)]),
    ],
)
def test_dates_of_a_series(repeats: str, expected: list[date]) -> None:
    series = Recurrence(repeats=repeats, first=date(2026, 1, 5), until=date(2026, 12, 31))

    assert list(series.dates())[:3] == expected


def test_a_weekly_meeting_keeps_its_hour_when_the_clock_changes(site: Site) -> None:
    found = occurrences_of(weekly(site))

    assert {(one.start.time(), one.end.time()) for one in found} == {(time(19), time(21))}
    assert {one.start.utcoffset() for one in found} == {timedelta(hours=1), timedelta(hours=2)}


def test_dates_are_stored_with_the_event(site: Site) -> None:
    event = weekly(site, EventException(date=date(2026, 12, 23), change=Change.CANCELLED, note="Ferien"))

    assert [(row.start, row.status) for row in event.occurrences.all()][-2:] == [
        (datetime(2026, 12, 23, 18, tzinfo=UTC), "cancelled"),
        (datetime(2026, 12, 30, 18, tzinfo=UTC), "scheduled"),
    ]


def test_a_series_is_upcoming_while_a_date_is_left(site: Site, ask: Callable[..., Any]) -> None:
    make_event(site.events, "Danach", start=NOW + timedelta(days=4))
    weekly(site, EventException(date=date(2026, 12, 30), change=Change.CANCELLED))

    def upcoming(now: datetime) -> list[str]:
        return [node["title"] for node in ask(UPCOMING, now=now)["events"]["nodes"]]

    assert upcoming(NOW) == ["Offenes Treffen", "Danach"]
    assert upcoming(datetime(2026, 12, 24, tzinfo=UTC)) == []


def test_next_date_leaves_out_what_does_not_take_place(site: Site, ask: Callable[..., Any]) -> None:
    weekly(site, EventException(date=date(2026, 11, 25), change=Change.CANCELLED))

    nodes = ask(UPCOMING)["events"]["nodes"]

    assert nodes == [{"title": "Offenes Treffen", "nextOccurrence": {"start": "2026-12-02T19:00:00+01:00"}}]


def test_a_moved_date_has_its_own_time_and_place(site: Site) -> None:
    moved = EventException(date=date(2026, 10, 7), change=Change.MOVED, new_start=time(18), venue="Volkshaus")

    found = occurrences_of(weekly(site, moved))[1]

    assert (found.start.time(), found.end.time(), found.venue) == (time(18), time(20), "Volkshaus")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"repeats_until": None}, "repeats_until"),
        ({"repeats_until": date(2026, 9, 1)}, "repeats_until"),
        ({"repeats_until": date(2028, 12, 1)}, "repeats_until"),
        ({"repeats": Repeats.MONTHLY_ON_LAST_WEEKDAY, "start": datetime(2026, 9, 2, 17, tzinfo=UTC)}, "start"),
        ({"latitude": 51.3}, "longitude"),
    ],
)
def test_impossible_series_are_refused(site: Site, fields: dict[str, Any], wrong: str) -> None:
    values = {"start": WEDNESDAY, "end": WEDNESDAY + timedelta(hours=2), "repeats": Repeats.WEEKLY}
    event = EventPage(title="Treffen", slug="treffen", **(values | {"repeats_until": date(2026, 12, 30)} | fields))
    event.end = event.start + timedelta(hours=2)

    with pytest.raises(ValidationError) as refused:
        event.clean()

    assert list(refused.value.message_dict) == [wrong]


def test_sequence_rises_when_an_exception_is_added(site: Site) -> None:
    event = weekly(site)
    event.save_revision().publish()
    event.exceptions = [EventException(date=date(2026, 10, 7), change=Change.CANCELLED)]

    event.save_revision().publish()

    assert EventPage.objects.get(pk=event.pk).sequence == 1


def test_an_event_that_was_moved_remembers_when_it_was_to_begin(site: Site) -> None:
    event = make_event(site.events)
    event.save_revision().publish()
    before, event.start, event.end, event.status = event.start, event.end, event.end + timedelta(hours=1), "moved"

    event.save_revision().publish()

    assert EventPage.objects.get(pk=event.pk).previous_start == before


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"end": datetime(9999, 12, 31, 23, tzinfo=UTC)}, ["end"]),
        ({"repeats_until": date(9999, 12, 31)}, ["repeats_until"]),
        (
            {"start": datetime(9998, 6, 3, 17, tzinfo=UTC), "end": datetime(9998, 6, 3, 19, tzinfo=UTC)},
            ["start", "end"],
        ),
        ({"start": datetime(1, 1, 1, tzinfo=UTC)}, ["start"]),
    ],
)
def test_years_at_the_edge_of_the_calendar_are_refused(site: Site, fields: dict[str, Any], wrong: list[str]) -> None:
    event = weekly(site)
    for name, value in fields.items():
        setattr(event, name, value)

    with pytest.raises(ValidationError) as refused:
        event.full_clean()
    event.save(clean=False)

    assert list(refused.value.message_dict) == wrong
    assert not event.occurrences.exists()


@pytest.mark.parametrize("edge", [date.min, date.max])
def test_an_exception_at_the_edge_of_the_calendar_is_refused_and_harms_nothing(site: Site, edge: date) -> None:
    exception = EventException(date=date(2026, 10, 7), change=Change.MOVED, new_date=edge)

    with pytest.raises(ValidationError) as refused:
        exception.clean()
    event = weekly(site, exception)
    event.save_revision().publish()

    assert list(refused.value.message_dict) == ["new_date"]
    assert event.occurrences.all()[1].start.date() == date(2026, 10, 7)
