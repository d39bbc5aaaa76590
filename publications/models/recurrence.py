from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = relativedelta(years=2)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAYS_IN_WEEK = 7


class Repeats(models.TextChoices):
    NEVER = "", _("Does not repeat")
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY_ON_WEEKDAY = "monthly_on_weekday", _("Every month on the same weekday, for example the first Monday")
    MONTHLY_ON_LAST_WEEKDAY = "monthly_on_last_weekday", _("Every month on the last such weekday")
    MONTHLY_ON_DATE = "monthly_on_date", _("Every month on the same date; months without it are left out")


@dataclass(frozen=True, kw_only=True)
class Recurrence:
    """The days on which a series takes place. Times are added by the clock, so that they stay the same all year."""

    repeats: str
    first: date
    until: date

    @property
    def frequency(self) -> str:
        return "WEEKLY" if self.repeats in {Repeats.WEEKLY, Repeats.FORTNIGHTLY} else "MONTHLY"

    @property
    def interval(self) -> int:
        return 2 if self.repeats == Repeats.FORTNIGHTLY else 1

    @property
    def weekday(self) -> int | None:
        """Return the day of the week from 1, Monday, to 7; None for a series on a date."""
        return None if self.repeats == Repeats.MONTHLY_ON_DATE else self.first.isoweekday()

    @property
    def week(self) -> int | None:
        """Return which weekday of a month it is, from 1 to 5, -1 for the last; None for other series."""
        if self.repeats == Repeats.MONTHLY_ON_LAST_WEEKDAY:
            return -1
        return (self.first.day - 1) // DAYS_IN_WEEK + 1 if self.repeats == Repeats.MONTHLY_ON_WEEKDAY else None

    @property
    def month_day(self) -> int | None:
        return self.first.day if self.repeats == Repeats.MONTHLY_ON_DATE else None

    def dates(self) -> Iterator[date]:
        days = rrule(
            WEEKLY if self.frequency == "WEEKLY" else MONTHLY,
            dtstart=datetime.combine(self.first, time()),
            until=datetime.combine(self.until, time()),
            interval=self.interval,
            byweekday=weekday(self.weekday - 1, self.week) if self.weekday else None,
            bymonthday=self.month_day,
        )
        return (day.date() for day in days)

    def nearest(self, day: date, *, number: int = 3) -> list[date]:
        """Return the dates of the series that lie next to a day, in order."""
        return sorted(sorted(self.dates(), key=lambda found: abs(found - day))[:number])

    def rule(self, *, zone: ZoneInfo) -> str:
        """Return the recurrence rule of RFC 5545, which ends in UTC."""
        # The end of the last day, whatever the time: calendars must not lose the last date to its hour.
        end = datetime.combine(self.until, time(23, 59, 59), tzinfo=zone).astimezone(UTC)
        parts = [f"FREQ={self.frequency}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekday:
            parts.append(f"BYDAY={self.week or ''}{WEEKDAYS[self.weekday - 1]}")
        if self.month_day:
            parts.append(f"BYMONTHDAY={self.month_day}")
        return ";".join([*parts, f"UNTIL={end:%Y%m%dT%H%M%SZ}"])


def latest_end(first: date) -> date:
    """Return the last day that a series may have; each of its dates is kept in a table of its own."""
    end: date = first + LONGEST
    return end


def is_whole_series(recurrence: Recurrence) -> bool:
    """Return whether the first day of the series fits its own rule, such as "the last Monday"."""
    return next(recurrence.dates(), None) == recurrence.first
