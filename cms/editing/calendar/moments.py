from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings


def local(moment: datetime) -> datetime:
    """Return what clocks of the organization show; an editor who travels still plans by them."""
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE))


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(settings.TIME_ZONE))
