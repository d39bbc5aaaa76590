from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from publications.models.event_states import EventStatus

if TYPE_CHECKING:
    from publications.models.events import EventPage


class CalendarEntryQuerySet(models.QuerySet["CalendarEntry"]):
    def record(self, event: "EventPage") -> None:
        """Note what calendars are told about an event from now on."""
        # Wagtail also says "published" of a page that is only scheduled.
        if event.live:
            entry, _created = self.get_or_create(event=event)
            entry.record(event.calendar_facts())


class CalendarEntry(models.Model):
    """What calendars were told about an event. Kept beside the page, since revisions would bring back old numbers."""

    event = models.OneToOneField("publications.EventPage", on_delete=models.CASCADE, related_name="calendar_entry")
    sequence = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=dict)
    previous_start = models.DateTimeField(null=True, blank=True)

    objects = CalendarEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")

    def __str__(self) -> str:
        return f"{self.event} ({self.sequence})"

    def record(self, facts: dict[str, Any]) -> None:
        """Store the facts and raise the sequence when they differ from the ones told last."""
        if self.facts == facts:
            return
        if self.facts:
            self.sequence += 1
            self.previous_start = self._previous_start(facts)
        self.facts = facts
        self.save()

    def _previous_start(self, facts: dict[str, Any]) -> datetime | None:
        """Return when an event that was moved was to begin before; it keeps that date until it is as announced."""
        if facts["status"] not in {EventStatus.MOVED, EventStatus.POSTPONED}:
            return None
        if facts["start"] == self.facts["start"]:
            return self.previous_start
        return datetime.fromisoformat(self.facts["start"])
