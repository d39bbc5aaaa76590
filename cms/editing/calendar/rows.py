from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django_stubs_ext import StrOrPromise

from cms.editing.calendar.entries import CHANNELS, Entry, channel_label
from cms.editing.calendar.gaps import Line
from cms.editing.calendar.spans import Span


@dataclass(frozen=True, kw_only=True)
class Day:
    date: date
    is_today: bool
    is_outside: bool
    entries: list[Entry]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A week of the month, or in the week a channel and language."""

    label: StrOrPromise
    days: list[Day]
    gaps: list[str]
    locale: str = ""


def week_rows(entries: list[Entry], *, span: Span, today: date, missing: Mapping[date, Iterable[Line]]) -> list[Row]:
    return [
        Row(
            label=gettext("Week %(number)s") % {"number": week[0].isocalendar().week},
            days=_days(entries, span=span, week=week, today=today),
            gaps=[_line_label(line) for line in missing.get(week[0], [])],
        )
        for week in span.weeks
    ]


def line_rows(
    entries: list[Entry], *, span: Span, today: date, lines: Iterable[Line], missing: Iterable[Line]
) -> list[Row]:
    """Return the week's rows for the channels and languages in use and for those that carry something in it."""
    found = {*lines, *(entry.line for entry in entries)}
    return [
        Row(
            label=channel_label(line[0]),
            locale=line[1],
            days=_days([item for item in entries if item.line == line], span=span, week=span.weeks[0], today=today),
            gaps=[_line_label(line)] if line in missing else [],
        )
        for line in sorted(found, key=lambda line: (CHANNELS.index(line[0]), line[1]))
    ]


def _days(entries: list[Entry], *, span: Span, week: list[date], today: date) -> list[Day]:
    return [
        Day(
            date=day,
            is_today=day == today,
            is_outside=span.is_month and day.month != span.day.month,
            entries=[entry for entry in entries if entry.day == day],
        )
        for day in week
    ]


def _line_label(line: Line) -> str:
    return f"{channel_label(line[0])} ({line[1].upper()})"
