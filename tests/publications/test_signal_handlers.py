from datetime import timedelta

import pytest
from django.utils import timezone

from publications.models import CalendarEntry
from tests.factories.site import Site, make_event


@pytest.mark.django_db
def test_an_event_that_is_only_scheduled_is_not_in_the_calendar_yet(site: Site) -> None:
    event = make_event(site.events, live=False)

    event.go_live_at = timezone.now() + timedelta(days=1)
    event.save_revision().publish()
    scheduled = CalendarEntry.objects.filter(event=event).count()
    event.go_live_at = None
    event.save_revision().publish()

    assert (scheduled, CalendarEntry.objects.filter(event=event).count()) == (0, 1)
