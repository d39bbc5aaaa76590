from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from cms.editing.calendar.entries import Entry, Status
from cms.editing.calendar.spans import WEEK, Span, monday
from cms.pages.posts import Channel

WEEKS_LOOKED_AT = 4
WEEKS_IN_USE = 3
# Further ahead nobody has planned yet, and a warning in every week would say nothing.
WEEKS_AHEAD = 4

Line = tuple[str, str]


def lines_in_use(entries: Iterable[Entry], *, today: date) -> list[Line]:
    """Return the channels and languages that carried something in at least three of the last four weeks."""
    weeks: dict[Line, set[date]] = defaultdict(set)
    for entry in entries:
        if entry.channel != Channel.CALENDAR and _counts(entry) and monday(entry.day) < monday(today):
            weeks[entry.line].add(monday(entry.day))
    return sorted(line for line, used in weeks.items() if len(used) >= WEEKS_IN_USE)


def gaps(entries: Iterable[Entry], *, span: Span, lines: Iterable[Line], today: date) -> dict[date, list[Line]]:
    """Return by Monday the lines in use for which nothing is planned, in this week and the three after it."""
    filled = {(monday(entry.day), entry.line) for entry in entries if _counts(entry)}
    ahead = [monday(today) + WEEK * week for week in range(WEEKS_AHEAD)]
    mondays = [week[0] for week in span.weeks if week[0] in ahead]
    return {first: [line for line in lines if (first, line) not in filled] for first in mondays}


def looked_at(today: date) -> tuple[date, date]:
    """Return the first and the last day of the weeks that say which channels are in use."""
    last = monday(today)
    return last - WEEK * WEEKS_LOOKED_AT, last


def _counts(entry: Entry) -> bool:
    return entry.status not in (Status.FAILED, Status.WITHDRAWN)
