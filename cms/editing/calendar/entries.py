from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrOrPromise

from cms.delivery.models import FAILED, IN_DOUBT, PENDING, DeliveryState
from cms.editing.calendar.moments import local
from cms.pages.models import CHANNEL_LABELS
from cms.pages.posts import PUSH_CHANNELS, Channel

CLASH = timedelta(hours=2)
WEBSITE = "website"
# What has a moment: a page appears on the website, a post is pushed, an event stands in calendars.
CHANNELS: tuple[str, ...] = (WEBSITE, *(name for name in Channel if name in PUSH_CHANNELS), Channel.CALENDAR)


class Status(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("calendar", "draft")
    PLANNED = "planned", pgettext_lazy("calendar", "planned")
    # Its time has come and gone, and nothing was sent: until channels send by themselves, people do.
    NOT_SENT = "not_sent", pgettext_lazy("calendar", "not sent")
    PUBLISHED = "published", pgettext_lazy("calendar", "published")
    TAKES_PLACE = "takes_place", pgettext_lazy("calendar", "event")
    CALLED_OFF = "called_off", pgettext_lazy("calendar", "does not take place")
    FAILED = "failed", pgettext_lazy("calendar", "failed")
    IN_DOUBT = "in_doubt", pgettext_lazy("calendar", "not confirmed")
    WITHDRAWN = "withdrawn", pgettext_lazy("calendar", "withdrawn")


STATUSES: dict[str, Status] = {
    **dict.fromkeys(PENDING, Status.PLANNED),
    **dict.fromkeys(IN_DOUBT, Status.IN_DOUBT),
    **dict.fromkeys(FAILED, Status.FAILED),
    DeliveryState.PUBLISHED: Status.PUBLISHED,
    DeliveryState.CANCELLED: Status.WITHDRAWN,
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing at one moment in one channel and language."""

    page_id: int
    title: str
    channel: str
    locale: str
    moment: datetime
    status: Status
    is_movable: bool = False
    clashes_with: str = ""

    @property
    def day(self) -> date:
        return local(self.moment).date()

    @property
    def clock(self) -> time:
        return local(self.moment).time()

    @property
    def line(self) -> tuple[str, str]:
        return (self.channel, self.locale)

    @property
    def channel_label(self) -> StrOrPromise:
        return channel_label(self.channel)

    @property
    def key(self) -> str:
        return f"{self.channel}-{self.page_id}-{self.moment:%Y%m%d%H%M}"


def channel_label(channel: str) -> StrOrPromise:
    return _("Events") if channel == Channel.CALENDAR else CHANNEL_LABELS.get(channel, channel)


def with_clashes(entries: list[Entry]) -> list[Entry]:
    """Return the entries by time; where two of one channel and language are too close, each names the other."""
    ordered = sorted(entries, key=lambda entry: (entry.moment, entry.channel, entry.locale, entry.title))
    lines: dict[tuple[str, str], list[Entry]] = {}
    for entry in ordered:
        # What people read one by one can get in its own way; pages and events only stand side by side.
        if entry.channel in PUSH_CHANNELS and entry.status != Status.WITHDRAWN:
            lines.setdefault(entry.line, []).append(entry)
    other: dict[Entry, str] = {}
    for line in lines.values():
        for first, second in pairwise(line):
            if second.moment - first.moment < CLASH:
                other.setdefault(first, second.title)
                other.setdefault(second, first.title)
    return [replace(entry, clashes_with=other.get(entry, "")) for entry in ordered]
