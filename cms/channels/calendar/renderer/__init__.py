import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from icalendar import Calendar, Component, Event, Timezone, vRecur
from PIL import ImageColor

from cms.channels.calendar.renderer.series import left_out, overrides, single_dates
from cms.channels.dates import BERLIN, local_time
from cms.channels.facts import place, place_in_one_line, taking_part, title_with_status
from cms.channels.links import absolute
from cms.channels.programme import programme_lines
from cms.channels.wording import Wording, wording
from cms.transports.base import File, PulledMessage

Data = Mapping[str, Any]

REFRESH_INTERVAL = timedelta(hours=1)
STATUSES = {
    "SCHEDULED": "CONFIRMED",
    "CANCELLED": "CANCELLED",
    "POSTPONED": "TENTATIVE",
    "MOVED": "CONFIRMED",
    "MOVED_ONLINE": "CONFIRMED",
}
# Control characters, which RFC 5545 forbids in words, and halves of characters, which no encoding knows.
NOT_IN_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# The library would list every change of the clock as an RDATE, of which ical.js reads the first only, so that events in
# summer come out an hour late; Outlook is reported to do the same. Rules are read alike everywhere and never run out.
# They hold from 1996, when the European Union agreed on them. A zone that is not Berlin's is left out: its events are
# told in UTC, which names the same instant, and readers show it in their own time anyway.
BERLIN_TIME_ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def render(data: Data, *, now: datetime, assets: Mapping[str, bytes]) -> PulledMessage:
    """Say all events as one calendar to subscribe to."""
    del now, assets
    site, pages = data["site"], data["events"]["nodes"]
    calendar = _calendar(site)
    # Always present, because a calendar without any component would be invalid.
    calendar.add_component(Timezone.from_ical(BERLIN_TIME_ZONE))
    for event in chain.from_iterable(_events(page, host=_host(site)) for page in pages):
        calendar.add_component(event)
    file = File(name="calendar.ics", media_type="text/calendar; charset=utf-8", content=calendar.to_ical())
    return PulledMessage(files=(file,), counts={"events": len(pages)})


def _calendar(site: Data) -> Calendar:
    """Return an empty calendar. It has no METHOD: that would make it an invitation and not a subscription."""
    locale, name = site["locale"], site["organisationName"]
    address = absolute(f"/calendar/{locale}.ics", base_url=site["url"])
    calendar = Calendar()
    calendar.add("PRODID", f"-//{_host(site)}//Calendar//{locale.upper()}")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    _add_text(calendar, "NAME", name, locale=locale)
    _add_text(calendar, "X-WR-CALNAME", name)
    calendar.add("URL", site["url"])
    # RFC 7986 gives these two no default type, and readers take them for text without one.
    calendar.add("SOURCE", address, parameters={"VALUE": "URI"})
    calendar.add("REFRESH-INTERVAL", REFRESH_INTERVAL, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    calendar.add("COLOR", _color_name(site["brand"]["primaryColor"]))
    calendar.add("X-APPLE-CALENDAR-COLOR", site["brand"]["primaryColor"])
    return calendar


def _events(page: Data, *, host: str) -> Iterator[Event]:
    """Say an event, or a series as its rule and what differs from it."""
    if page["recurrence"] is None:
        yield _event(page, host=host)
    elif page["timeZone"] == BERLIN:
        yield from _series(page, host=host)
    else:
        # A rule in UTC would lose an hour when the clock changes, so each date of another zone stands for itself.
        for alone in single_dates(page):
            yield _event({**alone, "uid": f"{page['uid']}-{alone['date']}"}, host=host)


def _series(page: Data, *, host: str) -> Iterator[Event]:
    whole = _event(page, host=host)
    whole.add("RRULE", vRecur.from_ical(page["recurrence"]["rule"]))
    for moment in left_out(page):
        whole.add("EXDATE", moment)
    yield whole
    for moment, alone in overrides(page):
        changed = _event(alone, host=host)
        changed.add("RECURRENCE-ID", moment)
        yield changed


def _event(page: Data, *, host: str) -> Event:
    locale = page["locale"]
    words = wording(locale)
    event = Event()
    event.add("UID", f"{page['uid']}@{host}")
    event.add("SEQUENCE", page["sequence"])
    event.add("STATUS", STATUSES[page["status"]])
    _add_times(event, page)
    event.add("URL", page["url"])
    _add_text(event, "SUMMARY", title_with_status(page, words=words), locale=locale)
    _add_text(event, "DESCRIPTION", _description(page, words), locale=locale)
    event.add("CATEGORIES", [words.kinds[page["kind"]]], parameters={"LANGUAGE": locale})
    if location := place_in_one_line(page, words=words):
        _add_text(event, "LOCATION", location, locale=locale)
    if page["coordinates"] and place(page):
        event.add("GEO", (page["coordinates"]["latitude"], page["coordinates"]["longitude"]))
    if page["onlineUrl"]:
        event.add("CONFERENCE", page["onlineUrl"], parameters={"VALUE": "URI", "LABEL": words.online})
    return event


def _description(page: Data, words: Wording) -> str:
    """Say what has no property of its own: the note, the summary, the programme and how to take part."""
    note = page["statusNote"]
    facts = [f"{fact.label}: {fact.in_one_line}" for fact in taking_part(page, words=words)]
    parts = (note, page["summary"], *programme_lines(page, words=words), "\n".join(facts), page["url"])
    return "\n\n".join(part for part in parts if part)


def _add_times(event: Event, page: Data) -> None:
    # Without METHOD, DTSTAMP tells when the entry last changed, so it need not be the time of the answer (RFC 5545).
    event.add("DTSTAMP", _utc(page["updatedAt"]))
    event.add("LAST-MODIFIED", _utc(page["updatedAt"]))
    if page["firstPublishedAt"]:
        event.add("CREATED", _utc(page["firstPublishedAt"]))
    event.add("DTSTART", _local(page["start"], zone=page["timeZone"]))
    event.add("DTEND", _local(page["end"], zone=page["timeZone"]))


def _local(value: str, *, zone: str) -> datetime:
    """Return the moment by the clock of Berlin if that is its zone, and in UTC otherwise."""
    if zone != BERLIN:
        return _utc(value)
    moment = local_time(datetime.fromisoformat(value), zone=BERLIN).replace(microsecond=0)
    # In the hour that the clock shows twice, calendars take local time for the first one (RFC 5545, section 3.3.5).
    return _utc(value) if moment.fold else moment


def _utc(value: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(UTC).replace(microsecond=0)


def _add_text(component: Component, name: str, text: str, *, locale: str | None = None) -> None:
    component.add(name, NOT_IN_TEXT.sub("", text), parameters={"LANGUAGE": locale} if locale else {})


def _color_name(color: str) -> str:
    """Return the nearest color that has a name, since RFC 7986 knows colors by their CSS names alone."""
    wanted = ImageColor.getrgb(color)
    names = ((name, ImageColor.getrgb(name)) for name in ImageColor.colormap)
    return min(names, key=lambda item: sum((a - b) ** 2 for a, b in zip(wanted, item[1], strict=True)))[0]


def _host(site: Data) -> str:
    return urlsplit(site["url"]).hostname or ""
