from collections.abc import Mapping
from datetime import datetime
from typing import Any

from babel.dates import format_date

from cms.channels.dates import format_clock, format_hours, local_time
from cms.channels.facts import when
from cms.channels.wording import Wording

Data = Mapping[str, Any]

NUMERALS = {"de": "d.", "en": "d"}


def numeral_and_lines(event: Data, *, words: Wording) -> tuple[str, tuple[str, ...]]:
    """Return the day as a large numeral ("12.", "7.–8."), and what stands beside it.

    A series and what takes place over the end of a month have no one day: all of it is in the lines then.
    """
    if event["recurrence"]:
        rule = when(event, words=words)
        return "", tuple((rule[0].upper() + rule[1:]).split(", "))
    start, end = (local_time(datetime.fromisoformat(event[name]), zone=event["timeZone"]) for name in ("start", "end"))
    month = _month(start, words)
    weekdays = [_dated(moment, "EEEE", words) for moment in (start, end)]
    numerals = [_dated(moment, NUMERALS[words.locale], words) for moment in (start, end)]
    if start.date() == end.date():
        hours = format_hours(start, end=end, zone=event["timeZone"], locale=words.locale)
        return numerals[0], (month, f"{weekdays[0]}, {hours}")
    clocks = [format_clock(moment.time(), locale=words.locale) for moment in (start, end)]
    first, last = (f"{weekday}, {hour}" for weekday, hour in zip(weekdays, clocks, strict=True))
    if month == _month(end, words):
        return "–".join(numerals), (month, f"{first} –", last)
    days = [_dated(moment, f"{NUMERALS[words.locale]} MMMM y", words) for moment in (start, end)]
    return "", (f"{days[0]} –\u00a0{days[1]}", f"{first} –", last)


def _month(moment: datetime, words: Wording) -> str:
    return _dated(moment, "MMMM y", words)


def _dated(moment: datetime, pattern: str, words: Wording) -> str:
    return str(format_date(moment.date(), pattern, locale=words.locale))
