from typing import Any

from django.db.models.signals import post_save
from wagtail.signals import page_published

from publications.models import CalendarEntry, EventPage
from publications.models.occurrences import occurrences_of, store

# Revisions, locks and workflows save these columns alone; the dates stay as they are.
COLUMNS_OF_DATES = {"start", "end", "time_zone", "repeats", "repeats_until", "status", "status_note"}


def record_calendar_facts(*, instance: EventPage, **_kwargs: Any) -> None:
    # Wagtail also says "published" of a page that is only scheduled.
    if not instance.live:
        return
    entry, _created = CalendarEntry.objects.get_or_create(event=instance)
    entry.record(instance.calendar_facts())


def store_occurrences(
    *, instance: EventPage, raw: bool = False, update_fields: frozenset[str] | None = None, **_kwargs: Any
) -> None:
    """Keep the dates with the event. Page.save holds one transaction around both."""
    if raw or (update_fields is not None and not COLUMNS_OF_DATES & update_fields):
        return
    store(occurrences_of(instance), event=instance)


def connect() -> None:
    page_published.connect(record_calendar_facts, sender=EventPage, dispatch_uid="record_calendar_facts")
    post_save.connect(store_occurrences, sender=EventPage, dispatch_uid="store_occurrences")
