from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

Data = Mapping[str, Any]


def single_dates(page: Data) -> Iterator[dict[str, Any]]:
    """Return each date of a series as an event of its own, exceptions as they take place."""
    exceptions = {exception["date"]: exception for exception in page["exceptions"]}
    for day in days(page):
        changed = exceptions.get(day.isoformat())
        yield as_event(page, changed) if changed else as_event(page, planned(page, day))


def overrides(page: Data) -> Iterator[tuple[datetime, dict[str, Any]]]:
    """Return what the rule does not tell of a series: dates that differ, each with the time the rule has for it.

    A date on which the clock changes lasts an hour more or less than the others, and readers count by the first one.
    """
    changed = {exception["date"]: exception for exception in page["exceptions"] if not is_left_out(exception)}
    left_out = {exception["date"] for exception in page["exceptions"] if is_left_out(exception)}
    length = _length(page)
    for day in days(page):
        own = changed.get(day.isoformat()) or planned(page, day)
        is_told = day.isoformat() not in changed and _length(own) == length
        if not is_told and day.isoformat() not in left_out:
            yield planned_start(page, day), as_event(page, own)


def left_out(page: Data) -> list[datetime]:
    """Return the times that the rule has for the dates that are left out."""
    gone = (exception for exception in page["exceptions"] if is_left_out(exception))
    return [planned_start(page, date.fromisoformat(exception["date"])) for exception in gone]


def is_left_out(exception: Data) -> bool:
    """Return whether a date is not told at all. With a note it stays, called off, so that readers learn why."""
    return exception["status"] == "CANCELLED" and not exception["note"]


def days(page: Data) -> Iterator[date]:
    rule = page["recurrence"]["rule"].split(";UNTIL=")[0]
    first = _wall(page, "start")
    found = (moment.date() for moment in rrulestr(rule, dtstart=first))
    until = date.fromisoformat(page["recurrence"]["until"])
    return takewhile(lambda day: day <= until, found)


def planned(page: Data, day: date) -> dict[str, Any]:
    """Return a date as the rule has it. Hours are read on the clock, whatever the clock does that night."""
    length = _wall(page, "end") - _wall(page, "start")
    start = planned_start(page, day)
    end = start + length
    is_sound = end.astimezone(UTC) > start.astimezone(UTC)
    ends = end if is_sound else start.astimezone(UTC) + length
    told = {"start": start.astimezone(UTC).isoformat(), "end": ends.astimezone(UTC).isoformat()}
    same = {name: page[name] for name in ("status", "venue", "address", "onlineUrl")}
    return {**told, **same, "note": page["statusNote"], "date": day.isoformat()}


def planned_start(page: Data, day: date) -> datetime:
    return datetime.combine(day, _wall(page, "start").time(), tzinfo=ZoneInfo(page["timeZone"]))


def as_event(page: Data, occurrence: Data) -> dict[str, Any]:
    """Return the page as if it were about one date alone."""
    same_place = all(occurrence[name] == page[name] for name in ("venue", "address"))
    told = {name: occurrence[name] for name in ("start", "end", "status", "venue", "address", "onlineUrl", "date")}
    coordinates = page["coordinates"] if same_place else None
    alone: dict[str, Any] = {"recurrence": None, "exceptions": [], "nextOccurrence": None, "coordinates": coordinates}
    return {**page, **alone, **told, "statusNote": occurrence["note"]}


def _wall(page: Data, name: str) -> datetime:
    local = datetime.fromisoformat(page[name]).astimezone(ZoneInfo(page["timeZone"]))
    return local.replace(tzinfo=None, fold=0, microsecond=0)


def _length(occurrence: Data) -> float:
    start, end = (datetime.fromisoformat(occurrence[name]) for name in ("start", "end"))
    return (end - start).total_seconds()
