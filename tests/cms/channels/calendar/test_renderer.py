from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from dateutil.tz import tzical
from graphql import GraphQLEnumType, build_schema
from icalendar import Calendar, Component, Event

from cms.channels.calendar.renderer import BERLIN_TIME_ZONE, STATUSES, render
from cms.channels.wording import WORDINGS
from cms.transports.base import PulledMessage
from tests.conftest import ExpectFile
from tests.factories.answers import SITE, event

HERE = Path(__file__).parent
SCHEMA = Path(__file__).parents[4] / "cms" / "api" / "schema.graphql"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
LONG = "Antimilitaristische Straßenkundgebung gegen Aufrüstung, Wehrpflicht & Krieg – für Völkerverständigung überall"
EVENTS = [
    event(),
    event(
        uid="1",
        sequence=2,
        status="CANCELLED",
        kind="RALLY",
        title=LONG,
        start="2026-08-31T23:30:00+02:00",
        end="2026-09-01T01:00:00+02:00",
        summary="Erstens; zweitens, drittens \\ viertens.\r\nUnd fünftens: 🕊️ „Frieden“.",
    ),
    event(uid="2", sequence=1, status="POSTPONED", kind="CONGRESS", end="2026-12-06T16:00:00+01:00", address=""),
    event(uid="3", sequence=1, status="MOVED_ONLINE", onlineUrl="https://treffen.example.org/raum?a=1,2;b"),
    event(
        uid="4",
        kind="STUDY_SESSION",
        start="2026-06-01T19:00:00+01:00",
        end="2026-06-01T21:00:00+01:00",
        timeZone="Europe/London",
        venue="",
        address="",
        summary="",
        firstPublishedAt=None,
        updatedAt="2026-05-01T10:00:00.654321+02:00",
    ),
]


def rendered(*events: dict[str, Any], **site: Any) -> PulledMessage:
    return render({"events": {"nodes": list(events)}, "site": SITE | site}, now=NOW, assets={})


def content(*events: dict[str, Any], **site: Any) -> bytes:
    return rendered(*events, **site).files[0].content


def only(**overrides: Any) -> Event:
    """Return an event as a calendar program reads it."""
    return Calendar.from_ical(content(event(**overrides))).events[0]


def lines(*events: dict[str, Any]) -> list[str]:
    return content(*events).decode().replace("\r\n ", "").split("\r\n")


def test_calendar_is_as_expected(expect_file: ExpectFile) -> None:
    expect_file(HERE / "expected" / "calendar.ics", content(*EVENTS))


def test_message_says_media_type_and_count() -> None:
    message = rendered(*EVENTS)

    assert [(file.name, file.media_type) for file in message.files] == [
        ("calendar.ics", "text/calendar; charset=utf-8")
    ]
    assert message.counts == {"events": 5}


def test_same_data_gives_same_bytes() -> None:
    later = render({"events": {"nodes": EVENTS}, "site": SITE}, now=NOW + timedelta(days=1), assets={})

    assert later == rendered(*EVENTS)


@pytest.mark.parametrize("events", [[], EVENTS])
def test_calendar_is_read_without_complaint(events: list[dict[str, Any]]) -> None:
    calendar = Calendar.from_ical(content(*events))

    assert [(component.name, component.errors) for component in calendar.walk() if component.errors] == []
    assert len(calendar.events) == len(events)
    assert [zone.tz_name for zone in calendar.timezones] == ["Europe/Berlin"]


def test_lines_are_short_and_end_in_both_characters() -> None:
    text = content(*EVENTS)

    assert text.endswith(b"END:VCALENDAR\r\n")
    assert text.count(b"\r") == text.count(b"\n") == text.count(b"\r\n")
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert [line for line in text.split(b"\r\n") if not _is_whole(line)] == []


def _is_whole(line: bytes) -> bool:
    return line.decode(errors="replace").encode() == line


def test_calendar_is_a_subscription() -> None:
    found = lines()

    assert found[:13] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//www.example.org//Calendar//DE",
        "CALSCALE:GREGORIAN",
        "NAME;LANGUAGE=de:Kommunistische Organisation",
        "X-WR-CALNAME:Kommunistische Organisation",
        "COLOR:firebrick",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "SOURCE;VALUE=URI:https://www.example.org/calendar/de.ics",
        "URL:https://www.example.org/",
        "X-APPLE-CALENDAR-COLOR:#A8121A",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VTIMEZONE",
    ]


def test_english_calendar_speaks_english() -> None:
    text = content(event(locale="en", status="CANCELLED"), url="https://www.example.org/en/", locale="en").decode()

    assert "SOURCE;VALUE=URI:https://www.example.org/calendar/en.ics\r\n" in text
    assert "SUMMARY;LANGUAGE=en:Cancelled: Offenes Treffen\r\n" in text
    assert "CATEGORIES;LANGUAGE=en:Open meeting\r\n" in text


def test_time_zone_is_read_as_the_clock_runs() -> None:
    read = tzical(StringIO(BERLIN_TIME_ZONE.replace("\n", "\r\n"))).get()
    days = ["2026-03-29", "2026-10-25", "2027-03-28", "2045-10-29"]
    steps = [timedelta(days=-90), timedelta(hours=-3), timedelta(hours=2), timedelta(hours=5), timedelta(days=90)]

    # Local times, as calendar programs read them; the hours that the clock skips or repeats have no single answer.
    moments = [(datetime.fromisoformat(f"{day}T01:00Z") + step).astimezone(BERLIN) for day in days for step in steps]

    assert len(moments) == 20
    assert [moment.replace(tzinfo=read).utcoffset() for moment in moments] == [moment.utcoffset() for moment in moments]


@pytest.mark.parametrize("offset", [-26, -5, -2, -1, 0, 1, 2, 26])
@pytest.mark.parametrize("change", ["2026-03-29T01:00:00+00:00", "2026-10-25T01:00:00+00:00"])
def test_events_around_a_change_of_the_clock_keep_their_instant(change: str, offset: int) -> None:
    start = datetime.fromisoformat(change) + timedelta(hours=offset, minutes=30)
    end = start + timedelta(hours=1)
    local = {"start": start.astimezone(BERLIN).isoformat(), "end": end.astimezone(BERLIN).isoformat()}

    read: Any = only(**local)

    assert [read[name].dt.astimezone(UTC) for name in ("DTSTART", "DTEND")] == [start, end]


def test_event_elsewhere_is_told_in_utc() -> None:
    found = lines(EVENTS[4])

    assert "DTSTART:20260601T180000Z" in found
    assert "DTEND:20260601T200000Z" in found


def test_times_come_from_the_content() -> None:
    found = lines(event())

    assert {"DTSTAMP:20261120T093000Z", "LAST-MODIFIED:20261120T093000Z", "CREATED:20261102T080000Z"} <= set(found)


def test_cancelled_event_stays() -> None:
    read = only(status="CANCELLED", sequence=3)

    assert (read["SUMMARY"], read["STATUS"], read["SEQUENCE"]) == ("Abgesagt: Offenes Treffen", "CANCELLED", 3)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("SCHEDULED", ("Offenes Treffen", "CONFIRMED", "Stadtteilladen, Lange Straße 1, 04103 Leipzig")),
        ("POSTPONED", ("Verschoben: Offenes Treffen", "TENTATIVE", "Stadtteilladen, Lange Straße 1, 04103 Leipzig")),
        ("MOVED_ONLINE", ("Findet online statt: Offenes Treffen", "CONFIRMED", "Online")),
    ],
)
def test_status_shows_in_title_and_place(status: str, expected: tuple[str, str, str]) -> None:
    read = only(status=status)

    assert (read["SUMMARY"], read["STATUS"], read["LOCATION"]) == expected


def test_every_status_and_kind_of_the_schema_is_told() -> None:
    types = build_schema(SCHEMA.read_text()).type_map
    statuses, kinds = types["EventStatus"], types["EventKind"]

    assert isinstance(statuses, GraphQLEnumType)
    assert isinstance(kinds, GraphQLEnumType)
    for words in WORDINGS.values():
        assert set(STATUSES) == set(words.statuses) == set(statuses.values)
        assert set(words.kinds) == set(kinds.values)


def test_uid_stays_when_slug_title_and_time_change() -> None:
    before = only()["UID"]
    after = only(title="Neu", url="https://www.example.org/termine/neu/", start="2026-12-05T13:00:00+01:00")["UID"]

    assert before == after == "0b7f6d6e-52f2-5a5c-8ac1-2f7b3a7cc111@www.example.org"


def test_separators_and_line_breaks_are_escaped_and_read_back() -> None:
    found = lines(EVENTS[1])
    read = Calendar.from_ical(content(EVENTS[1])).events[0]

    assert (
        r"DESCRIPTION;LANGUAGE=de:Erstens\; zweitens\, drittens \\ viertens.\nUnd fünftens: 🕊️ „Frieden“.\n\n"
        "https://www.example.org/termine/offenes-treffen/"
    ) in found
    assert read["SUMMARY"] == f"Abgesagt: {LONG}"


def test_text_cannot_add_lines_of_its_own() -> None:
    read = only(title="A\r\nEND:VEVENT\r\nX:1", venue='V";X=1\nATTENDEE:mailto:a@example.org')

    assert read["SUMMARY"] == "A\nEND:VEVENT\nX:1"
    assert "ATTENDEE" not in read


def test_control_characters_are_dropped() -> None:
    read = only(title="Offe\x00nes\x0b Tref\x7ffen\ud800 a\u00a0b\u00adc")

    assert read["SUMMARY"] == "Offenes Treffen a\u00a0b\u00adc"


def test_online_event_can_be_joined() -> None:
    found = lines(EVENTS[3])

    assert "CONFERENCE;LABEL=Online;VALUE=URI:https://treffen.example.org/raum?a=1,2;b" in found
    assert "LOCATION;LANGUAGE=de:Online" in found


def test_event_without_place_has_no_location() -> None:
    assert "LOCATION" not in only(venue="", address="")


def test_programs_that_expand_calendars_find_the_events() -> None:
    read = recurring_ical_events.of(Calendar.from_ical(content(*EVENTS)))

    december = [_summary(found) for found in read.between((2026, 12, 1), (2027, 1, 1))]
    august = [_summary(found) for found in read.at((2026, 8, 31))]

    assert sorted(december) == [
        "Findet online statt: Offenes Treffen",
        "Offenes Treffen",
        "Verschoben: Offenes Treffen",
    ]
    assert august == [f"Abgesagt: {LONG}"]


def _summary(component: Component) -> str:
    return str(component["SUMMARY"])
