from functools import cache
from zoneinfo import ZoneInfo, available_timezones


@cache
def time_zones() -> frozenset[str]:
    """Return the names of all time zones. Looking for them reads hundreds of files, and a series asks for each date."""
    return frozenset(available_timezones())


def zone_or(default: str, *, name: str) -> ZoneInfo:
    """Return the zone of a name, or the default for what drafts may hold: nothing, or no name of a zone."""
    return ZoneInfo(name if name in time_zones() else default)
