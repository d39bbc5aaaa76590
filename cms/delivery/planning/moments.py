from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from wagtail.models import Page

from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.ledger.waits import WORTH_SENDING
from cms.pages import local_times
from cms.pages.posts import Post, Timing


@dataclass(frozen=True, kw_only=True)
class Moment:
    """When a post goes out: in UTC, and as clocks show it where it was planned."""

    at: datetime
    local_time: str
    local_hour: int
    time_zone: str


def due_moment(planned: Post, *, page: Page, account: ChannelAccount, now: datetime) -> Moment:
    """Return when the plan wants a post to go out: at its own time, or when the page was published."""
    if planned.timing == Timing.AT and planned.scheduled_at is not None:
        return Moment(
            at=planned.scheduled_at,
            local_time=planned.scheduled_local,
            local_hour=planned.scheduled_hour,
            time_zone=planned.time_zone,
        )
    at = page.last_published_at or now
    wall = local_times.wall_time(at, zone=account.time_zone)
    shown = local_times.moments(wall.replace(second=0, microsecond=0), zone=account.time_zone)
    return Moment(
        at=at,
        local_time=local_times.write(wall),
        local_hour=int(len(shown) > 1 and at >= shown[1]),
        time_zone=account.time_zone,
    )


def not_after(page: Mapping[str, Any], *, due: datetime) -> datetime:
    """Return until when the post makes sense: an event's until it begins, any other for some hours."""
    start = parse_datetime(page["start"]) if page.get("start") else None
    return start if start is not None and start > due else due + WORTH_SENDING
