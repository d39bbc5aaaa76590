from typing import Any

from wagtail.signals import page_published

from publications.models import CalendarEntry, EventPage


def record_calendar_facts(*, instance: EventPage, **_kwargs: Any) -> None:
    entry, _created = CalendarEntry.objects.get_or_create(event=instance)
    entry.record(instance.calendar_facts())


def connect() -> None:
    page_published.connect(record_calendar_facts, sender=EventPage, dispatch_uid="record_calendar_facts")
