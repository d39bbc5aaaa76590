from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format


def clock_of(moment: datetime, *, zone: str) -> str:
    """Return the day and the time that clocks of a zone show, whatever the zone of whoever reads it."""
    shown = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return f"{date_format(shown, 'D')} {date_format(shown, 'SHORT_DATETIME_FORMAT')}"
