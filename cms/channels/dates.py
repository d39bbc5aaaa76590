from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

DAY = {"de": "EEEE, d. MMMM y", "en": "EEEE, d MMMM y"}
SHORT_DAY = {"de": "d. MMMM y", "en": "d MMMM y"}
HOUR = {"de": "HH:mm 'Uhr'", "en": "HH:mm"}


def local_time(moment: datetime, *, zone: str) -> datetime:
    """Return the moment by the clock of a time zone such as "Europe/Berlin"."""
    return moment.astimezone(ZoneInfo(zone))


def format_day(day: date, *, locale: str) -> str:
    """Return for example "Samstag, 5. Dezember 2026"."""
    return str(format_date(day, DAY[locale], locale=locale))


def format_short_day(day: date, *, locale: str) -> str:
    """Return for example "5. Dezember 2026"."""
    return str(format_date(day, SHORT_DAY[locale], locale=locale))


def format_period(start: datetime, end: datetime, *, zone: str, locale: str) -> str:
    """Return for example "Samstag, 5. Dezember 2026, 14:00–16:00 Uhr", by the clock of the time zone."""
    first, last = local_time(start, zone=zone), local_time(end, zone=zone)
    opening, closing = format_day(first, locale=locale), format_day(last, locale=locale)
    if first.date() == last.date():
        return f"{opening}, {_time(first, 'HH:mm', locale)}–{_time(last, HOUR[locale], locale)}"
    return f"{opening}, {_time(first, HOUR[locale], locale)} – {closing}, {_time(last, HOUR[locale], locale)}"


def _time(moment: datetime, pattern: str, locale: str) -> str:
    # Without its zone: Babel would convert it, and an hour that the clock shows twice could come out as the other one.
    return str(format_time(moment.time(), pattern, locale=locale))
