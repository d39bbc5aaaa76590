from importlib import import_module

from django.apps import apps

from publications.models import EventPage
from publications.models.occurrences import EventOccurrence
from tests.factories.site import NOW, Site, make_event

STORE_DATES = import_module("publications.migrations.0003_dates_of_events").store_dates


def test_events_from_before_series_get_their_date(site: Site) -> None:
    event = make_event(site.events, status="postponed", status_note="Der Saal ist zu.")
    EventOccurrence.objects.all().delete()
    assert list(EventPage.objects.ending_after(NOW)) == []

    STORE_DATES(apps, None)

    date = EventOccurrence.objects.get()
    assert (date.event, date.start, date.end) == (event, event.start, event.end)
    assert (date.status, date.note) == ("postponed", "Der Saal ist zu.")
    assert list(EventPage.objects.ending_after(NOW)) == [event]


def test_dates_that_are_known_stay(site: Site) -> None:
    make_event(site.events)
    before = list(EventOccurrence.objects.values())

    STORE_DATES(apps, None)

    assert list(EventOccurrence.objects.values()) == before
