from typing import Any

from publications.models import EventPage
from publications.models.event_states import EventStatus
from publications.models.occurrences import Occurrence

STATUSES = {
    EventStatus.SCHEDULED: "https://schema.org/EventScheduled",
    EventStatus.CANCELLED: "https://schema.org/EventCancelled",
    EventStatus.POSTPONED: "https://schema.org/EventPostponed",
    EventStatus.MOVED: "https://schema.org/EventRescheduled",
    EventStatus.MOVED_ONLINE: "https://schema.org/EventMovedOnline",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def event(page: EventPage, *, url: str) -> dict[str, Any]:
    previous = page.previous_start
    return {
        "@type": "Event",
        "name": page.title,
        "startDate": page.local_start.isoformat(),
        "endDate": page.local_end.isoformat(),
        "eventStatus": STATUSES[EventStatus(page.status)],
        "previousStartDate": previous.isoformat() if previous else None,
        "eventAttendanceMode": _attendance(page),
        "location": _locations(page),
        **(_series(page, url=url) if page.recurrence else {}),
    }


def point(page: Any) -> dict[str, Any] | None:
    return {"@type": "GeoCoordinates", **page.coordinates} if page.coordinates else None


def _attendance(page: EventPage) -> str:
    in_person = _has_place(page)
    online = bool(page.online_url) or page.status == EventStatus.MOVED_ONLINE
    mode = "Mixed" if in_person and online else "Online" if online else "Offline"
    return f"https://schema.org/{mode}EventAttendanceMode"


def _has_place(page: EventPage) -> bool:
    """Return whether people shall go somewhere. What moved online has no place: nobody shall travel to its old one."""
    return page.status != EventStatus.MOVED_ONLINE and bool(page.venue or page.address)


def _locations(page: EventPage) -> list[dict[str, Any]]:
    places = [_place(page, geo=point(page))] if _has_place(page) else []
    return places + ([{"@type": "VirtualLocation", "url": page.online_url}] if page.online_url else [])


def _place(where: EventPage | Occurrence, *, geo: dict[str, Any] | None = None) -> dict[str, Any]:
    place = {"@type": "Place", "name": where.venue, "address": where.address, "geo": geo}
    return {name: value for name, value in place.items() if value}


def _series(page: EventPage, *, url: str) -> dict[str, Any]:
    """Say a series in schema.org's words: its schedule, and each date that differs as an event of its own."""
    exceptions = page.exception_list
    return {
        "eventSchedule": _schedule(page, exceptions),
        "subEvent": [_date(page, exception, url=url) for exception in exceptions],
    }


def _schedule(page: EventPage, exceptions: list[Occurrence]) -> dict[str, Any]:
    recurrence: dict[str, Any] = page.recurrence or {}
    unit = "W" if recurrence["frequency"] == "WEEKLY" else "M"
    return {
        "@type": "Schedule",
        "repeatFrequency": f"P{recurrence['interval']}{unit}",
        "startDate": page.local_start.date().isoformat(),
        "endDate": recurrence["until"].isoformat(),
        "startTime": page.local_start.strftime("%H:%M:%S"),
        "endTime": page.local_end.strftime("%H:%M:%S"),
        "scheduleTimezone": page.time_zone,
        **_days(recurrence),
        "exceptDate": [exception.original_start.isoformat() for exception in exceptions],
    }


def _days(recurrence: dict[str, Any]) -> dict[str, Any]:
    if recurrence["month_day"]:
        return {"byMonthDay": recurrence["month_day"]}
    day = f"https://schema.org/{WEEKDAYS[recurrence['weekday'] - 1]}"
    return {"byDay": day, "byMonthWeek": recurrence["week"]} if recurrence["week"] else {"byDay": day}


def _date(page: EventPage, exception: Occurrence, *, url: str) -> dict[str, Any]:
    is_moved = exception.start != exception.original_start
    online = {"@type": "VirtualLocation", "url": exception.online_url or url}
    return {
        "@type": "Event",
        "name": page.title,
        "startDate": exception.start.isoformat(),
        "endDate": exception.end.isoformat(),
        "eventStatus": STATUSES[EventStatus(exception.status)],
        "location": online if exception.status == EventStatus.MOVED_ONLINE else _place(exception),
        **({"previousStartDate": exception.original_start.isoformat()} if is_moved else {}),
        **({"description": exception.note} if exception.note else {}),
    }
