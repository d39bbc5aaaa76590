from datetime import UTC, date, datetime

import pytest

from cms.channels.dates import BERLIN, format_day, format_period, format_short_day, local_time, short_day


def period(start: str, end: str, *, zone: str = BERLIN, locale: str = "de") -> str:
    return format_period(datetime.fromisoformat(start), end=datetime.fromisoformat(end), zone=zone, locale=locale)


def test_day_is_written_out() -> None:
    assert format_day(date(2026, 12, 5), locale="de") == "Samstag, 5. Dezember 2026"
    assert format_day(date(2026, 12, 5), locale="en") == "Saturday, 5 December 2026"
    assert format_short_day(date(2026, 12, 5), locale="de") == "5. Dezember 2026"
    assert format_short_day(date(2026, 12, 5), locale="en") == "5 December 2026"
    assert short_day("2026-12-05", locale="de") == "5. Dezember 2026"


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("de", "Samstag, 5. Dezember 2026, 14:00–16:00 Uhr"), ("en", "Saturday, 5 December 2026, 14:00–16:00")],
)
def test_period_of_a_day(locale: str, expected: str) -> None:
    assert period("2026-12-05T14:00:00+01:00", "2026-12-05T16:00:00+01:00", locale=locale) == expected


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("de", "Freitag, 2. Oktober 2026, 18:00 Uhr – Sonntag, 4. Oktober 2026, 13:00 Uhr"),
        ("en", "Friday, 2 October 2026, 18:00 – Sunday, 4 October 2026, 13:00"),
    ],
)
def test_period_of_several_days(locale: str, expected: str) -> None:
    assert period("2026-10-02T18:00:00+02:00", "2026-10-04T13:00:00+02:00", locale=locale) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (
            "2026-10-24T20:00:00+02:00",
            "2026-10-25T12:00:00+01:00",
            "Samstag, 24. Oktober 2026, 20:00 Uhr – Sonntag, 25. Oktober 2026, 12:00 Uhr",
        ),
        (
            "2026-03-28T22:00:00+01:00",
            "2026-03-29T04:00:00+02:00",
            "Samstag, 28. März 2026, 22:00 Uhr – Sonntag, 29. März 2026, 04:00 Uhr",
        ),
        ("2026-10-25T02:30:00+02:00", "2026-10-25T02:45:00+01:00", "Sonntag, 25. Oktober 2026, 02:30–02:45 Uhr"),
        ("2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00", "Sonntag, 29. März 2026, 01:30–03:30 Uhr"),
    ],
)
def test_period_through_a_change_of_the_clock(start: str, end: str, expected: str) -> None:
    in_utc = [datetime.fromisoformat(moment).astimezone(UTC).isoformat() for moment in (start, end)]

    assert period(start, end) == period(*in_utc) == expected


def test_period_is_told_by_the_clock_of_the_place() -> None:
    late = ("2026-12-05T23:30:00+00:00", "2026-12-06T00:30:00+00:00")

    assert period(*late) == "Sonntag, 6. Dezember 2026, 00:30–01:30 Uhr"
    assert period(*late, zone="America/New_York") == "Samstag, 5. Dezember 2026, 18:30–19:30 Uhr"


def test_local_time_is_the_same_moment() -> None:
    moment = datetime.fromisoformat("2026-07-01T12:00:00+00:00")

    assert local_time(moment, zone=BERLIN) == moment
    assert local_time(moment, zone=BERLIN).isoformat() == "2026-07-01T14:00:00+02:00"
