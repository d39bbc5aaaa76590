from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from cms.channels.dates import format_hours, format_period, format_weekday, short_day
from cms.channels.wording import Wording

Data = Mapping[str, Any]


def series_in_words(event: Data, *, words: Wording) -> str:
    """Return for example "jeden Mittwoch, 19:00–21:00 Uhr, bis 30. Juni 2027", without exceptions."""
    recurrence, locale = event["recurrence"], words.locale
    weekday = recurrence["weekday"]
    rule = words.series[_kind(recurrence)].format(
        weekday=format_weekday(weekday, locale=locale) if weekday else "",
        week=words.weeks.get(recurrence["week"], ""),
        number=recurrence["monthDay"],
    )
    start, end = (datetime.fromisoformat(event[name]) for name in ("start", "end"))
    hours = format_hours(start, end=end, zone=event["timeZone"], locale=locale)
    last = short_day(recurrence["until"], locale=locale)
    return ", ".join([rule, hours, words.until.format(day=last)])


def exceptions_in_words(event: Data, *, words: Wording) -> list[str]:
    """Return for example "nicht am 24. Dezember 2026" and "am 6. Januar 2027: Online"."""
    exceptions = event["exceptions"]
    # Dates that need no further word share one phrase.
    plain = [one for one in exceptions if one["status"] == "CANCELLED" and not one["note"]]
    days = ", ".join(short_day(one["date"], locale=words.locale) for one in plain)
    phrases = [words.not_on.format(days=days)] if plain else []
    return [*phrases, *(_exception(one, event, words) for one in exceptions if one not in plain)]


def occurrence_in_words(occurrence: Data, *, event: Data, words: Wording) -> str:
    """Return when a date takes place, and where if that differs from the others."""
    return ", ".join(_changes(occurrence, event, words))


def _kind(recurrence: Data) -> str:
    if recurrence["frequency"] == "WEEKLY":
        return "weekly" if recurrence["interval"] == 1 else "fortnightly"
    return "weekday" if recurrence["weekday"] else "date"


def _exception(exception: Data, event: Data, words: Wording) -> str:
    day = short_day(exception["date"], locale=words.locale)
    note = f" ({exception['note']})" if exception["note"] else ""
    if exception["status"] == "CANCELLED":
        return words.not_on.format(days=day) + note
    changes = _changes(exception, event, words)
    if exception["start"] != exception["originalStart"] or _length(exception) != _length(event) or not changes[1:]:
        return words.instead_of.format(day=day, change=", ".join(changes)) + note
    return words.elsewhere_on.format(day=day, change=", ".join(changes[1:])) + note


def _length(occurrence: Data) -> timedelta:
    return datetime.fromisoformat(occurrence["end"]) - datetime.fromisoformat(occurrence["start"])


def _changes(occurrence: Data, event: Data, words: Wording) -> list[str]:
    start, end = (datetime.fromisoformat(occurrence[name]) for name in ("start", "end"))
    when = format_period(start, end=end, zone=event["timeZone"], locale=words.locale)
    if occurrence["status"] == "MOVED_ONLINE":
        address = occurrence["onlineUrl"]
        return [when, f"{words.online} ({address})" if address != event["onlineUrl"] else words.online]
    return [when, *_other_place(occurrence, event)]


def _other_place(occurrence: Data, event: Data) -> Iterator[str]:
    if any(occurrence[name] != event[name] for name in ("venue", "address")):
        yield from (occurrence[name] for name in ("venue", "address") if occurrence[name])
