from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.db.models import Subquery
from wagtail.models import Page, Revision, Site

from cms import epoch as epochs
from cms.pages.models import Post
from publications.models import EventOccurrence

# What lies further away is looked up when it has come nearer.
HORIZON = timedelta(days=1)

# Every moment at which an answer changes though nobody changes anything.
MOMENTS = (
    (Page, "go_live_at"),
    (Page, "expire_at"),
    (Revision, "approved_go_live_at"),
    (EventOccurrence, "start"),
    (EventOccurrence, "end"),
    (Post, "scheduled_at"),
)


def next_change(now: datetime, *, epoch: int) -> datetime:
    """Return the next moment at which answers change by the clock alone, looked up once for each epoch and moment."""
    moment = datetime.min.replace(tzinfo=UTC)
    while moment <= now:
        looked_up_at, moment = epochs.remembered(epoch, (next_change, moment), partial(_looked_up, now))
        if looked_up_at > now:
            return _first_after(now)
    return moment


def _looked_up(now: datetime) -> tuple[datetime, datetime]:
    return now, _first_after(now)


def _first_after(now: datetime) -> datetime:
    """Ask for all of them by one statement."""
    firsts = [_first_of(model, field, now) for model, field in MOMENTS]
    found = Site.objects.order_by().values_list(*firsts)[:1]
    moments = [moment for row in found for moment in row if moment is not None]
    return min([*moments, now + HORIZON])


def _first_of(model: Any, field: str, now: datetime) -> Subquery:
    later = model.objects.filter(**{f"{field}__gt": now})
    return Subquery(later.order_by(field).values(field)[:1])


def cache_control(now: datetime, *, until: datetime) -> str:
    """Say how long others may keep an answer; all of it together never outlives the next change by the clock."""
    return _cache_control(
        max(0, int((until - now).total_seconds())),
        own=settings.GRAPHQL_MAX_AGE,
        shared=settings.GRAPHQL_SHARED_MAX_AGE,
        stale=settings.GRAPHQL_STALE_SECONDS,
    )


# Within one second, most answers say the same.
@lru_cache(maxsize=64)
def _cache_control(left: int, *, own: int, shared: int, stale: int) -> str:
    own, shared = min(left, own), min(left, shared)
    stale = min(left - max(own, shared), stale)
    return f"public, max-age={own}, s-maxage={shared}, stale-while-revalidate={stale}"
