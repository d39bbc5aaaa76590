from datetime import UTC, date, datetime, time, timedelta

from publications.models import EventException, EventPage
from publications.models.event_states import Change, EventStatus
from publications.models.recurrence import Repeats
from tests.factories.site import NOW, Site, make_event

FIRST = datetime(2026, 11, 25, 18, tzinfo=UTC)


def upcoming(moment: datetime = NOW) -> list[tuple[str, datetime]]:
    found = EventPage.objects.ending_after(moment).soonest_first()
    return [(event.title, event.next_start) for event in found]


def weekly(site: Site, *exceptions: EventException) -> EventPage:
    event = make_event(site.events, "Jede Woche", start=FIRST, repeats=Repeats.WEEKLY, repeats_until=date(2026, 12, 30))
    event.exceptions = exceptions
    event.save()
    return event


def test_each_event_is_there_once_with_its_next_date(site: Site) -> None:
    weekly(site)
    make_event(site.events, "Morgen", start=FIRST - timedelta(days=1))
    make_event(site.events, "Im Dezember", start=FIRST + timedelta(days=10))

    assert upcoming(FIRST + timedelta(days=1)) == [
        ("Jede Woche", FIRST + timedelta(days=7)),
        ("Im Dezember", FIRST + timedelta(days=10)),
    ]
    assert EventPage.objects.ending_after(NOW).count() == 3


def test_two_dates_that_begin_together_are_one_event(site: Site) -> None:
    day, new_day = date(2026, 12, 2), date(2026, 11, 25)
    weekly(site, EventException(date=day, change=Change.MOVED, new_date=new_day, new_start=time(19)))

    assert upcoming() == [("Jede Woche", FIRST)]


def test_what_is_under_way_is_left(site: Site) -> None:
    make_event(site.events, "Gerade", start=NOW - timedelta(hours=1))

    assert upcoming() == [("Gerade", NOW - timedelta(hours=1))]


def test_a_date_that_was_called_off_alone_is_left_out_and_an_event_as_a_whole_is_not(site: Site) -> None:
    weekly(site, EventException(date=date(2026, 11, 25), change=Change.CANCELLED))
    make_event(site.events, "Abgesagt", start=FIRST, status=EventStatus.CANCELLED)

    assert upcoming() == [("Abgesagt", FIRST), ("Jede Woche", FIRST + timedelta(days=7))]


def test_events_at_the_same_time_come_in_the_order_of_their_ids(site: Site) -> None:
    first, second = (make_event(site.events, title, start=FIRST) for title in ("Eins", "Zwei"))

    assert list(EventPage.objects.ending_after(NOW).soonest_first()) == [first, second]
