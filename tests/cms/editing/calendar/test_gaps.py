from datetime import date, timedelta

from cms.editing.calendar.entries import Entry, Status
from cms.editing.calendar.gaps import gaps, lines_in_use, looked_at
from cms.editing.calendar.spans import Span
from tests.cms.editing.calendar.test_entries import entry
from tests.factories.site import NOW

TODAY = date(2026, 11, 23)
TELEGRAM = ("telegram", "de")


def weekly(*weeks_ago: int, **fields: str) -> list[Entry]:
    return [entry("A", hours=-168 * weeks, **fields) for weeks in weeks_ago]


def test_channel_is_in_use_with_three_of_the_last_four_weeks() -> None:
    assert lines_in_use(weekly(1, 2, 4), today=TODAY) == [TELEGRAM]


def test_two_weeks_are_not_yet_a_habit() -> None:
    assert lines_in_use(weekly(1, 1, 2), today=TODAY) == []


def test_what_failed_does_not_count_as_use() -> None:
    assert lines_in_use(weekly(1, 2, 3, status=Status.FAILED), today=TODAY) == []


def test_events_are_never_missing() -> None:
    assert lines_in_use(weekly(1, 2, 3, channel="calendar"), today=TODAY) == []


def test_four_weeks_before_this_one_are_looked_at() -> None:
    assert looked_at(TODAY) == (TODAY - timedelta(days=28), TODAY)


def test_weeks_to_come_without_anything_are_gaps() -> None:
    planned = [entry("A")]

    found = gaps(planned, span=Span.of_month(NOW.date()), lines=[TELEGRAM], today=TODAY)

    assert found == {date(2026, 11, 23): [], date(2026, 11, 30): [TELEGRAM]}
