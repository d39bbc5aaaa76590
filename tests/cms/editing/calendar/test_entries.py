from datetime import timedelta
from typing import Any

from cms.editing.calendar.entries import Entry, Status, with_clashes
from tests.factories.site import NOW


def entry(title: str, *, hours: float = 0, **fields: Any) -> Entry:
    values = {"page_id": 1, "channel": "telegram", "locale": "de", "status": Status.PLANNED} | fields
    return Entry(title=title, moment=NOW + timedelta(hours=hours), **values)


def clashes(*entries: Entry) -> list[tuple[str, str]]:
    return [(entry.title, entry.clashes_with) for entry in with_clashes(list(entries))]


def test_two_posts_within_two_hours_name_each_other() -> None:
    assert clashes(entry("B", hours=1.9), entry("A")) == [("A", "B"), ("B", "A")]


def test_two_hours_are_enough() -> None:
    assert clashes(entry("A"), entry("B", hours=2)) == [("A", ""), ("B", "")]


def test_other_channels_and_languages_do_not_clash() -> None:
    found = clashes(entry("A"), entry("B", channel="instagram"), entry("C", locale="en"))

    assert [other for _title, other in found] == ["", "", ""]


def test_pages_and_events_may_appear_together() -> None:
    assert clashes(entry("A", channel="website"), entry("B", channel="website")) == [("A", ""), ("B", "")]


def test_withdrawn_posts_are_in_nobodys_way() -> None:
    assert clashes(entry("A", status=Status.WITHDRAWN), entry("B")) == [("A", ""), ("B", "")]


def test_days_and_times_are_those_of_the_organization() -> None:
    late = entry("A", hours=11.5)

    assert (late.day.isoformat(), late.clock.isoformat()) == ("2026-11-24", "00:30:00")
