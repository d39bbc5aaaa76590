from datetime import datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Drafts may name anything.
MAXIMUM_ZONES = 1024
# Lists show the same events again and again, and going by the rules of a zone takes longer than reading one's columns.
MAXIMUM_MOMENTS = 8192


@cache
def time_zones() -> frozenset[str]:
    """Return the names of all time zones. Looking for them reads hundreds of files, and a series asks for each date."""
    return frozenset(available_timezones())


def validate_time_zone(value: str) -> None:
    if value not in time_zones():
        raise ValidationError(_("Give a time zone by its IANA name, for example Europe/Berlin."))


def default_time_zone() -> str:
    return settings.TIME_ZONE


@lru_cache(maxsize=MAXIMUM_ZONES)
def zone_named(name: str) -> ZoneInfo | None:
    """Return the zone of a name; none for what drafts may hold: nothing, or no name of a zone."""
    return ZoneInfo(name) if name in time_zones() else None


def zone_or_default(name: str) -> ZoneInfo:
    return zone_named(name) or ZoneInfo(default_time_zone())


def in_zone(moment: datetime, name: str) -> datetime:
    """Return the moment by the clock of a zone, or of that of the site where there is no such zone."""
    # Two hours of the night when clocks go back are equal but for their fold.
    return _in_zone(moment, moment.fold, zone_or_default(name))


@lru_cache(maxsize=MAXIMUM_MOMENTS)
def _in_zone(moment: datetime, _fold: int, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone)
