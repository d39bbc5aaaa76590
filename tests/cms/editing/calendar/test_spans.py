from datetime import UTC, date, datetime

from django.utils import translation

from cms.editing.calendar.spans import Span


def test_month_is_made_of_whole_weeks() -> None:
    span = Span.of_month(date(2026, 11, 23))

    assert (span.first, span.last) == (date(2026, 10, 26), date(2026, 12, 6))
    assert [week[0].day for week in span.weeks] == [26, 2, 9, 16, 23, 30]
    assert (span.previous, span.next) == (date(2026, 10, 1), date(2026, 12, 1))


def test_week_goes_from_monday_to_sunday() -> None:
    span = Span.of_week(date(2026, 11, 25))

    assert (span.first, span.last) == (date(2026, 11, 23), date(2026, 11, 29))
    assert (span.previous, span.next) == (date(2026, 11, 18), date(2026, 12, 2))


def test_days_begin_by_the_clock_when_summer_time_ends() -> None:
    span = Span.of_week(date(2026, 10, 25))

    assert span.begins == datetime(2026, 10, 18, 22, tzinfo=UTC)
    assert span.ends == datetime(2026, 10, 25, 23, tzinfo=UTC)


def test_title_names_what_is_needed() -> None:
    with translation.override("en"):
        assert Span.of_month(date(2026, 11, 23)).title == "November 2026"
        assert Span.of_week(date(2026, 11, 25)).title == "Week 48: 23. to 29. November 2026"
        assert Span.of_week(date(2026, 11, 30)).title == "Week 49: 30. November to 6. December 2026"
        assert Span.of_week(date(2026, 12, 31)).title == "Week 53: 28. December 2026 to 3. January 2027"
