from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_day_names

DAY = {"de": "EEEE, d. MMMM y", "en": "EEEE, d MMMM y"}
SHORT_DAY = {"de": "d. MMMM y", "en": "d MMMM y"}
HOUR = {"de": "HH:mm 'Uhr'", "en": "HH:mm"}
# The zone of everything that names none, such as the sessions of a study module.
BERLIN = "Europe/Berlin"


def local_time(moment: datetime, *, zone: str) -> datetime:
    """Return the moment by the clock of a time zone such as "Europe/Berlin"."""
    return moment.astimezone(ZoneInfo(zone))


def format_day(day: date, *, locale: str) -> str:
    """Return for example "Samstag, 5. Dezember 2026"."""
    return str(format_date(day, DAY[locale], locale=locale))


def format_short_day(day: date, *, locale: str) -> str:
    """Return for example "5. Dezember 2026"."""
    return str(format_date(day, SHORT_DAY[locale], locale=locale))


def short_day(value: str, *, locale: str) -> str:
    """Return for example "5. Dezember 2026" for the "2026-12-05" of an answer."""
    return format_short_day(date.fromisoformat(value), locale=locale)


def format_moment(moment: datetime, *, zone: str, locale: str) -> str:
    """Return for example "Samstag, 5. Dezember 2026, 14:00 Uhr"."""
    local = local_time(moment, zone=zone)
    return f"{format_day(local, locale=locale)}, {_time(local, HOUR[locale], locale)}"


def format_period(start: datetime, *, end: datetime, zone: str, locale: str) -> str:
    """Return for example "Samstag, 5. Dezember 2026, 14:00–16:00 Uhr", by the clock of the time zone."""
    first, last = local_time(start, zone=zone), local_time(end, zone=zone)
    opening, closing = format_day(first, locale=locale), format_day(last, locale=locale)
    if first.date() == last.date():
        return f"{opening}, {format_hours(start, end=end, zone=zone, locale=locale)}"
    return f"{opening}, {_time(first, HOUR[locale], locale)} – {closing}, {_time(last, HOUR[locale], locale)}"


def format_hours(start: datetime, *, end: datetime, zone: str, locale: str) -> str:
    """Return for example "19:00–21:00 Uhr", by the clock of the time zone."""
    first, last = local_time(start, zone=zone), local_time(end, zone=zone)
    return f"{_time(first, 'HH:mm', locale)}–{_time(last, HOUR[locale], locale)}"


def format_clock(clock: time, *, locale: str) -> str:
    """Return for example "19:00 Uhr"."""
    return str(format_time(clock, HOUR[locale], locale=locale))


def format_weekday(number: int, *, locale: str) -> str:
    """Return for example "Mittwoch" for 3."""
    return str(get_day_names("wide", locale=locale)[number - 1])


def _time(moment: datetime, pattern: str, locale: str) -> str:
    # Without its zone: Babel would convert it, and an hour that the clock shows twice could come out as the other one.
    return str(format_time(moment.time(), pattern, locale=locale))
