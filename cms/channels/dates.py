from datetime import date, datetime

from babel.dates import format_date, format_time

DAY = {"de": "EEEE, d. MMMM y", "en": "EEEE, d MMMM y"}
SHORT_DAY = {"de": "d. MMMM y", "en": "d MMMM y"}
HOUR = {"de": "HH:mm 'Uhr'", "en": "HH:mm"}


def format_day(day: date, *, locale: str) -> str:
    """Return for example "Samstag, 5. Dezember 2026"."""
    return str(format_date(day, DAY[locale], locale=locale))


def format_short_day(day: date, *, locale: str) -> str:
    """Return for example "5. Dezember 2026"."""
    return str(format_date(day, SHORT_DAY[locale], locale=locale))


def format_period(start: datetime, end: datetime, *, locale: str) -> str:
    """Return for example "Samstag, 5. Dezember 2026, 14:00–16:00 Uhr", in the time zone of the start."""
    first = str(format_time(start, "HH:mm", tzinfo=start.tzinfo, locale=locale))
    last = str(format_time(end, HOUR[locale], tzinfo=start.tzinfo, locale=locale))
    if start.date() == end.date():
        return f"{format_day(start, locale=locale)}, {first}–{last}"
    opening = str(format_time(start, HOUR[locale], tzinfo=start.tzinfo, locale=locale))
    return f"{format_day(start, locale=locale)}, {opening} – {format_day(end, locale=locale)}, {last}"
