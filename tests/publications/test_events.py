from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from publications.models import EventPage
from tests.factories.site import NOW, Site, make_event


def publish(event: EventPage) -> int:
    event.save_revision().publish()
    return EventPage.objects.get(pk=event.pk).sequence


def test_sequence_rises_with_each_change_that_calendars_must_know(site: Site) -> None:
    event = make_event(site.events)
    sequences = [publish(event)]

    for field, value in (("end", event.end + timedelta(hours=1)), ("status", "cancelled"), ("venue", "Anderswo")):
        setattr(event, field, value)
        sequences.append(publish(event))

    assert sequences == [0, 1, 2, 3]


def test_sequence_stays_when_words_change(site: Site) -> None:
    event = make_event(site.events)
    publish(event)

    event.title = "Anderer Titel"

    assert publish(event) == 0


def test_sequence_does_not_fall_when_an_old_revision_comes_back(site: Site) -> None:
    event = make_event(site.events)
    first = event.save_revision()
    first.publish()
    event.status = "cancelled"
    publish(event)

    first.publish()

    assert EventPage.objects.get(pk=event.pk).sequence == 2


def test_uid_survives_a_new_slug_and_is_shared_by_translations(site: Site) -> None:
    event = make_event(site.events)
    english_index = site.events.copy_for_translation(site.english.locale)
    translation = event.copy_for_translation(site.english.locale)
    before = event.uid

    event.slug = "neu"
    event.save()

    assert english_index.pk
    assert event.uid == before == translation.uid


def test_times_are_told_in_the_zone_of_the_event(site: Site) -> None:
    event = make_event(site.events, start=NOW, time_zone="America/New_York")

    assert event.local_start.isoformat() == "2026-11-23T07:00:00-05:00"


@pytest.mark.parametrize(
    ("field", "value"), [("end", NOW), ("end", NOW - timedelta(hours=1)), ("time_zone", "Mitteleuropa")]
)
def test_impossible_times_are_refused(site: Site, field: str, value: object) -> None:
    event = make_event(site.events, start=NOW)

    setattr(event, field, value)

    with pytest.raises(ValidationError) as refused:
        event.full_clean()
    assert list(refused.value.message_dict) == [field]
