from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from cms.channels.calendar.renderer import render
from publications.models import EventException, EventPage
from publications.models.event_states import Change
from publications.models.occurrences import Occurrence, occurrences_of
from publications.models.recurrence import Repeats
from tests.factories.answers import SITE, event, occurrence, series

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Times = list[tuple[datetime, datetime]]
CHRISTMAS = datetime(2026, 12, 24, 19, tzinfo=ZoneInfo("Europe/Berlin"))


def content(page: dict[str, Any]) -> bytes:
    return render({"events": {"nodes": [page]}, "site": SITE}, now=NOW, assets={}).files[0].content


def lines(page: dict[str, Any]) -> list[str]:
    return content(page).decode().replace("\r\n ", "").split("\r\n")


def read(page: dict[str, Any]) -> Times:
    """Return when a calendar program says that the event takes place."""
    found = recurring_ical_events.of(Calendar.from_ical(content(page))).between((2025, 12, 1), (2030, 1, 1))
    kept = [one for one in found if one["STATUS"] != "CANCELLED"]
    return sorted((one["DTSTART"].dt.astimezone(UTC), one["DTEND"].dt.astimezone(UTC)) for one in kept)


def told(page: EventPage) -> dict[str, Any]:
    """Return the event as the document gets it."""
    facts = {"start": page.local_start.isoformat(), "end": page.local_end.isoformat(), "timeZone": page.time_zone}
    rule = {name: value for name, value in (page.recurrence or {}).items() if name in {"rule", "until"}}
    recurrence = {"frequency": "", **rule, "until": rule["until"].isoformat()}
    return event(**facts, recurrence=recurrence, exceptions=[as_answer(one) for one in page.exception_list])


def as_answer(one: Occurrence) -> dict[str, Any]:
    return occurrence(
        date=one.date.isoformat(),
        originalStart=one.original_start.isoformat(),
        start=one.start.isoformat(),
        end=one.end.isoformat(),
        status=one.status.upper(),
        note=one.note,
    )


@st.composite
def events(draw: st.DrawFn) -> EventPage:
    """Make series across changes of the clock, with any dates called off or moved."""
    repeats = draw(st.sampled_from([repeats for repeats in Repeats if repeats]))
    first = first_date(draw(st.dates(min_value=date(2026, 1, 1), max_value=date(2028, 12, 31))), repeats=repeats)
    zone = ZoneInfo(draw(st.sampled_from(["Europe/Berlin", "America/New_York", "Europe/London"])))
    start = datetime.combine(first, time()) + draw(st.integers(0, 95)) * timedelta(minutes=15)
    end = start + draw(st.integers(1, 60)) * timedelta(minutes=30)
    times = {"start": start.replace(tzinfo=zone), "end": end.replace(tzinfo=zone), "time_zone": zone.key}
    until = first + timedelta(days=draw(st.integers(0, 200)))
    page = EventPage(title="Treffen", repeats=repeats, repeats_until=until, **times)
    dates = list(page.series.dates()) if page.series else []
    for day in draw(st.lists(st.sampled_from(dates), max_size=4, unique=True)) if dates else []:
        page.exceptions.add(draw(exceptions(day)))
    return page


def first_date(day: date, *, repeats: str) -> date:
    """Return a day that fits its own rule, as the model wants it."""
    while repeats == Repeats.MONTHLY_ON_LAST_WEEKDAY and (day + timedelta(days=7)).month == day.month:
        day += timedelta(days=7)
    return day


@st.composite
def exceptions(draw: st.DrawFn, day: date) -> EventException:
    change, note = draw(st.sampled_from(Change)), draw(st.sampled_from(["", "Feiertag"]))
    if change == Change.CANCELLED:
        return EventException(date=day, change=change, note=note)
    new_date = draw(st.none() | st.integers(-3, 3).map(lambda days: day + timedelta(days=days)))
    new_start = draw(st.sampled_from([None, time(10), time(18, 30)]))
    return EventException(date=day, change=change, note=note, new_date=new_date, new_start=new_start, new_end=None)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(events())
def test_calendar_programs_see_exactly_our_dates(page: EventPage) -> None:
    ours = [one for one in occurrences_of(page) if one.status != Change.CANCELLED]

    assert read(told(page)) == sorted((one.start.astimezone(UTC), one.end.astimezone(UTC)) for one in ours)


def test_weekly_meeting_stays_at_its_hour_across_changes_of_the_clock() -> None:
    hours = {start.astimezone(ZoneInfo("Europe/Berlin")).time() for start, _end in read(series())}

    assert hours == {time(19)}


def test_a_date_that_is_left_out_is_an_exdate() -> None:
    found = lines(series())

    assert "RRULE:FREQ=WEEKLY;UNTIL=20270624T215959Z;BYDAY=TH" in found
    assert "EXDATE;TZID=Europe/Berlin:20261224T190000" in found
    assert CHRISTMAS.astimezone(UTC) not in [start for start, _end in read(series())]


def test_a_date_called_off_with_a_note_stays_and_says_why() -> None:
    found = lines(series(exceptions=[occurrence(note="Der Raum ist zu.")]))

    assert "RECURRENCE-ID;TZID=Europe/Berlin:20261224T190000" in found
    assert "SUMMARY;LANGUAGE=de:Abgesagt: Offenes Treffen" in found
    assert any("Der Raum ist zu." in line for line in found)


def test_a_moved_date_names_its_time_and_place() -> None:
    moved = {"start": "2026-12-23T18:00:00+01:00", "end": "2026-12-23T20:00:00+01:00", "status": "MOVED"}

    found = lines(series(exceptions=[occurrence(**moved, venue="Volkshaus", address="")]))

    assert "RECURRENCE-ID;TZID=Europe/Berlin:20261224T190000" in found
    assert "DTSTART;TZID=Europe/Berlin:20261223T180000" in found
    assert "LOCATION;LANGUAGE=de:Volkshaus" in found


def test_series_of_another_zone_has_an_entry_for_each_date() -> None:
    found = Calendar.from_ical(content(series(timeZone="Europe/London", exceptions=[])))

    assert [one for one in found.events if "RRULE" in one] == []
    assert len({one["UID"] for one in found.events}) == len(found.events) == 30


@pytest.mark.parametrize(("status", "shown"), [("SCHEDULED", True), ("MOVED_ONLINE", False)])
def test_place_has_coordinates_unless_it_is_online(status: str, *, shown: bool) -> None:
    page = event(coordinates={"latitude": 51.3397, "longitude": 12.3731}, status=status)

    assert ("GEO:51.3397;12.3731" in lines(page)) == shown
