from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

WALL_FORMAT = "%Y-%m-%dT%H:%M"
MINUTE = timedelta(minutes=1)
# No editor means other years, and at the ends of the calendar there is no time in another zone.
YEARS = range(1900, 2101)


class NoSuchYearError(ValidationError):
    """Nothing is planned for this year: a digit is missing, or too many."""

    def __init__(self) -> None:
        message = _("Give a year from %(first)s to %(last)s.")
        super().__init__(message % {"first": YEARS[0], "last": YEARS[-1]}, code="no_such_year")


def check_year(day: date) -> None:
    """Refuse years that nobody means. Raises NoSuchYearError."""
    if day.year not in YEARS:
        raise NoSuchYearError


class NoSuchTimeError(ValidationError):
    """Clocks never show this time: they are put forward past it."""

    def __init__(self, wall: datetime, *, zone: str) -> None:
        before, after = nearest(wall, zone=zone)
        self.nearest = (before, after)
        message = _(
            "On %(day)s clocks go straight from %(before)s to %(after)s in %(zone)s, so there is no %(time)s. "
            "Choose %(before)s or %(after)s."
        )
        words = {"day": date_format(wall, "DATE_FORMAT"), "zone": zone, "time": f"{wall:%H:%M}"}
        super().__init__(
            message % {**words, "before": f"{before:%H:%M}", "after": f"{after:%H:%M}"}, code="no_such_time"
        )


def read(text: str) -> datetime:
    """Read what clocks show, to the minute. Raises ValueError."""
    return datetime.strptime(text, WALL_FORMAT)  # noqa: DTZ007  What clocks show has no zone yet.


def write(wall: datetime) -> str:
    return wall.strftime(WALL_FORMAT)


def moments(wall: datetime, *, zone: str) -> tuple[datetime, ...]:
    """Return when clocks show this time: once as a rule, never or twice where they are changed."""
    if wall.year not in YEARS:
        return ()
    place = ZoneInfo(zone)
    meant = {wall.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(sorted(moment for moment in meant if wall_time(moment, zone=zone) == wall))


def moment(wall: datetime, *, zone: str, second: bool = False) -> datetime:
    """Return the moment in UTC; of two the first, or the second if asked for.

    Raises NoSuchTimeError or NoSuchYearError.
    """
    check_year(wall)
    found = moments(wall, zone=zone)
    if not found:
        raise NoSuchTimeError(wall, zone=zone)
    return found[-1] if second else found[0]


def is_ambiguous(wall: datetime, *, zone: str) -> bool:
    return len(moments(wall, zone=zone)) > 1


def nearest(wall: datetime, *, zone: str) -> tuple[datetime, datetime]:
    """Return the last minute before and the first after a time that does not exist."""
    before = next(wall - MINUTE * step for step in count(1) if moments(wall - MINUTE * step, zone=zone))
    after = next(wall + MINUTE * step for step in count(1) if moments(wall + MINUTE * step, zone=zone))
    return before, after


def wall_time(moment: datetime, *, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def offset(moment: datetime, *, zone: str) -> str:
    """Return for example "UTC+02:00"."""
    text = moment.astimezone(ZoneInfo(zone)).strftime("%z")
    return f"UTC{text[:3]}:{text[3:5]}"
