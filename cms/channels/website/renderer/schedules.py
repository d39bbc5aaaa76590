from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

Data = Mapping[str, Any]

STATUSES = {
    "SCHEDULED": "https://schema.org/EventScheduled",
    "CANCELLED": "https://schema.org/EventCancelled",
    "POSTPONED": "https://schema.org/EventPostponed",
    "MOVED": "https://schema.org/EventRescheduled",
    "MOVED_ONLINE": "https://schema.org/EventMovedOnline",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def series_data(page: Data) -> dict[str, Any]:
    """Say a series in schema.org's words: its schedule, and each date that differs as an event of its own."""
    return {
        "eventSchedule": _schedule(page),
        "subEvent": [_date(page, exception) for exception in page["exceptions"]],
    }


def _schedule(page: Data) -> dict[str, Any]:
    recurrence = page["recurrence"]
    zone = ZoneInfo(page["timeZone"])
    start, end = (datetime.fromisoformat(page[name]).astimezone(zone) for name in ("start", "end"))
    unit = "W" if recurrence["frequency"] == "WEEKLY" else "M"
    return {
        "@type": "Schedule",
        "repeatFrequency": f"P{recurrence['interval']}{unit}",
        "startDate": start.date().isoformat(),
        "endDate": recurrence["until"],
        "startTime": start.strftime("%H:%M:%S"),
        "endTime": end.strftime("%H:%M:%S"),
        "scheduleTimezone": page["timeZone"],
        **_days(recurrence),
        "exceptDate": [exception["originalStart"] for exception in page["exceptions"]],
    }


def _days(recurrence: Data) -> dict[str, Any]:
    if recurrence["monthDay"]:
        return {"byMonthDay": recurrence["monthDay"]}
    day = f"https://schema.org/{WEEKDAYS[recurrence['weekday'] - 1]}"
    return {"byDay": day, "byMonthWeek": recurrence["week"]} if recurrence["week"] else {"byDay": day}


def _date(page: Data, exception: Data) -> dict[str, Any]:
    is_moved = exception["start"] != exception["originalStart"]
    place = {"@type": "Place", "name": exception["venue"], "address": exception["address"]}
    online = {"@type": "VirtualLocation", "url": exception["onlineUrl"] or page["url"]}
    return {
        "@type": "Event",
        "name": page["title"],
        "startDate": exception["start"],
        "endDate": exception["end"],
        "eventStatus": STATUSES[exception["status"]],
        "location": online if exception["status"] == "MOVED_ONLINE" else place,
        **({"previousStartDate": exception["originalStart"]} if is_moved else {}),
        **({"description": exception["note"]} if exception["note"] else {}),
    }
