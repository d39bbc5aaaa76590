from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.utils.formats import date_format
from django.utils.translation import gettext

from cms.editing.calendar.moments import midnight

WEEK = timedelta(days=7)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, kw_only=True)
class Span:
    """Whole weeks, from Monday to Sunday, around a day: one of them, or those that a month touches."""

    day: date
    is_month: bool
    first: date
    last: date

    @classmethod
    def of_week(cls, day: date) -> Self:
        first = monday(day)
        return cls(day=day, is_month=False, first=first, last=first + timedelta(days=6))

    @classmethod
    def of_month(cls, day: date) -> Self:
        first = monday(day.replace(day=1))
        last = monday(_next_month(day) - timedelta(days=1)) + timedelta(days=6)
        return cls(day=day, is_month=True, first=first, last=last)

    @property
    def begins(self) -> datetime:
        return midnight(self.first)

    @property
    def ends(self) -> datetime:
        return midnight(self.last + timedelta(days=1))

    @property
    def weeks(self) -> list[list[date]]:
        count = ((self.last - self.first).days + 1) // 7
        return [[self.first + WEEK * week + timedelta(days=day) for day in range(7)] for week in range(count)]

    @property
    def previous(self) -> date:
        return (self.day.replace(day=1) - timedelta(days=1)).replace(day=1) if self.is_month else self.day - WEEK

    @property
    def next(self) -> date:
        return _next_month(self.day) if self.is_month else self.day + WEEK

    @property
    def title(self) -> str:
        if self.is_month:
            return date_format(self.day, "F Y")
        return gettext("Week %(number)s: %(first)s to %(last)s") % {
            "number": self.first.isocalendar().week,
            "first": date_format(self.first, self._first_format),
            "last": date_format(self.last, "j. F Y"),
        }

    @property
    def _first_format(self) -> str:
        if self.first.month == self.last.month:
            return "j."
        return "j. F" if self.first.year == self.last.year else "j. F Y"


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
