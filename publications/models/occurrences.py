from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from publications.models.event_states import Change, EventStatus
from publications.models.event_years import is_plausible

if TYPE_CHECKING:
    from publications.models.event_exceptions import EventException
    from publications.models.events import EventPage

# Revisions, locks and workflows save other columns alone; the dates stay as they are.
COLUMNS_OF_DATES = {"start", "end", "time_zone", "repeats", "repeats_until", "status", "status_note"}


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One date of an event as it takes place, and the date that the series had for it."""

    date: date
    original_start: datetime
    start: datetime
    end: datetime
    status: str
    note: str
    venue: str
    address: str
    online_url: str
    event: "EventPage" = field(repr=False, compare=False)
    is_exception: bool = False

    @property
    def event_id(self) -> int:
        key: int = self.event.pk
        return key

    def is_left(self, moment: datetime) -> bool:
        """Return whether it is still to come or under way, and is not one of a series that was called off alone."""
        return self.end >= moment and not (self.is_exception and self.status == EventStatus.CANCELLED)


def occurrences_of(event: "EventPage") -> list[Occurrence]:
    """Return every date of the event, soonest first. Drafts are read as they are, whatever the table says."""
    if event.series is None:
        return [_planned(event, start=event.local_start, end=event.local_end)]
    # What a form would refuse may come from elsewhere, and must not bring down the page.
    plausible = (exception for exception in event.exceptions.all() if is_plausible(exception.new_date))
    exceptions = {exception.date: exception for exception in plausible}
    found = (_occurrence(event, day=day, exception=exceptions.get(day)) for day in event.series.dates())
    return sorted(found, key=lambda occurrence: (occurrence.start, occurrence.date))


def _occurrence(event: "EventPage", *, day: date, exception: "EventException | None") -> Occurrence:
    start = datetime.combine(day, event.local_start.time().replace(fold=0))
    planned = _planned(event, start=_on_clock(start, event), end=_on_clock(start + event.length, event))
    return planned if exception is None else _changed(event, planned=planned, exception=exception)


def _changed(event: "EventPage", *, planned: Occurrence, exception: "EventException") -> Occurrence:
    start, end = exception.times(start=event.local_start.time(), length=event.length)
    place = exception if exception.venue or exception.address else event
    status = _status(event.status, exception.change)
    return Occurrence(
        date=planned.date,
        original_start=planned.start,
        start=_on_clock(start, event),
        end=_on_clock(end, event),
        status=status,
        note=exception.note or (event.status_note if status == event.status else ""),
        venue=place.venue,
        address=place.address,
        online_url=exception.online_url or event.online_url,
        event=event,
        is_exception=True,
    )


def _planned(event: "EventPage", *, start: datetime, end: datetime) -> Occurrence:
    return Occurrence(
        date=start.date(),
        original_start=start,
        start=start,
        # An hour that the clock skips may swallow a short meeting.
        end=end if end.astimezone(UTC) > start.astimezone(UTC) else start + event.length,
        status=event.status,
        note=event.status_note,
        venue=event.venue,
        address=event.address,
        online_url=event.online_url,
        event=event,
    )


def _status(of_event: str, change: str) -> str:
    """Return the graver of the two: a date of a series that was called off does not take place elsewhere."""
    if of_event == EventStatus.CANCELLED or change == Change.CANCELLED:
        return EventStatus.CANCELLED
    return of_event if of_event == EventStatus.POSTPONED else change


def _on_clock(wall: datetime, event: "EventPage") -> datetime:
    """Return the moment at which the clock of the event's zone shows a time, moved on where the clock skips it."""
    zone: ZoneInfo = event.zone
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


class EventOccurrenceQuerySet(models.QuerySet["EventOccurrence"]):
    def takes_place(self) -> Self:
        """Leave out dates of a series that were called off alone; an event called off as a whole keeps its dates."""
        return self.filter(~models.Q(status=EventStatus.CANCELLED) | models.Q(event__status=EventStatus.CANCELLED))

    def follow(self, event: "EventPage", *, is_fixture: bool, saved: frozenset[str] | None) -> None:
        """Keep the dates with an event that was saved. Page.save holds one transaction around both."""
        if is_fixture or (saved is not None and not COLUMNS_OF_DATES & saved):
            return
        self.filter(event=event).delete()
        self.bulk_create(
            EventOccurrence(event=event, start=found.start, end=found.end, status=found.status, note=found.note)
            for found in ([] if event.wrong_years() else occurrences_of(event))
        )


class EventOccurrence(models.Model):
    """One date of an event, kept so that lists can ask for what comes next. Made anew whenever the event is saved."""

    event = models.ForeignKey("publications.EventPage", on_delete=models.CASCADE, related_name="occurrences")
    start = models.DateTimeField()
    end = models.DateTimeField(db_index=True)
    status = models.CharField(max_length=20, choices=EventStatus)
    note = models.CharField(max_length=255, blank=True)

    objects = EventOccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("date of an event")
        verbose_name_plural = _("dates of events")
        ordering = ["start"]
        indexes = [
            models.Index(fields=["event", "end", "start"], name="event_occurrence_next"),
            models.Index(fields=["start", "event"], name="event_occurrence_soonest"),
        ]

    def __str__(self) -> str:
        return f"{self.event} ({self.start})"


def next_start(moment: datetime) -> models.Subquery:
    """Return the start of the next date of an event that has not ended at a moment; null when none is left."""
    left = EventOccurrence.objects.takes_place().filter(event=models.OuterRef("pk"), end__gte=moment)
    return models.Subquery(left.order_by("start").values("start")[:1])


def is_next_left(moment: datetime) -> models.Q:
    """Hold for events beside a date of theirs, `next_date`, that is the first to end after a moment.

    So databases can walk through the dates in their order, until they have found as many events as are asked for.
    """
    is_off = Exact(models.OuterRef("status"), EventStatus.CANCELLED)
    is_before = models.Q(start__lt=models.OuterRef("next_start")) | models.Q(
        start=models.OuterRef("next_start"), pk__lt=models.OuterRef("next_date")
    )
    left = EventOccurrence.objects.order_by().filter(event=models.OuterRef("pk"), end__gte=moment)
    before = left.filter(is_before, ~models.Q(status=EventStatus.CANCELLED) | models.Q(is_off))
    takes_place = ~models.Q(next_status=EventStatus.CANCELLED) | models.Q(status=EventStatus.CANCELLED)
    return models.Q(takes_place, ~models.Exists(before), next_end__gte=moment)


def last_start() -> models.Subquery:
    dates = EventOccurrence.objects.filter(event=models.OuterRef("pk"))
    return models.Subquery(dates.order_by("-start").values("start")[:1])
