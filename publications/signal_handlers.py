from typing import Any

from django.db.models.signals import post_save
from wagtail.signals import page_published

from publications.models import CalendarEntry, EventOccurrence, EventPage


def record_calendar_facts(*, instance: EventPage, **_kwargs: Any) -> None:
    CalendarEntry.objects.record(instance)


def store_occurrences(
    *, instance: EventPage, raw: bool = False, update_fields: frozenset[str] | None = None, **_kwargs: Any
) -> None:
    EventOccurrence.objects.follow(instance, is_fixture=raw, saved=update_fields)


def connect() -> None:
    page_published.connect(record_calendar_facts, sender=EventPage, dispatch_uid="record_calendar_facts")
    post_save.connect(store_occurrences, sender=EventPage, dispatch_uid="store_occurrences")
