from datetime import timedelta

import pytest
from django.contrib.auth.models import AbstractUser
from django.utils import timezone

from cms.delivery.models import DeliveryState
from cms.editing.calendar.entries import Entry, Status
from cms.editing.calendar.sources import Window, collect
from publications.models.event_states import EventStatus
from tests.factories.desk import days, make_delivery, make_editor, make_failure, plan_post, published_on, schedule
from tests.factories.site import Site, make_event, make_statement

SOON = timezone.now().replace(microsecond=0) + days(1)


@pytest.fixture
def editor(site: Site) -> AbstractUser:
    return make_editor(site.german)


def found(user: AbstractUser) -> list[tuple[str, Status, bool]]:
    return [(entry.channel, entry.status, entry.is_movable) for entry in entries(user)]


def entries(user: AbstractUser) -> list[Entry]:
    now = timezone.now()
    window = Window(begins=now - days(10), ends=now + days(10), now=now)
    return sorted(collect(user, window=window), key=lambda entry: (entry.moment, entry.channel))


def test_published_pages_are_there(site: Site, editor: AbstractUser) -> None:
    published_on(make_statement(site.statements), SOON - days(3))

    assert found(editor) == [("website", Status.PUBLISHED, False)]


def test_approved_schedules_are_planned_and_wishes_are_drafts(site: Site, editor: AbstractUser) -> None:
    schedule(make_statement(site.statements, "Eins"), at=SOON)
    schedule(make_statement(site.statements, "Zwei"), at=SOON + days(1), approve=False)

    assert found(editor) == [("website", Status.PLANNED, True), ("website", Status.DRAFT, True)]


def test_posts_with_a_time_of_their_own_can_be_moved(site: Site, editor: AbstractUser) -> None:
    page = published_on(make_statement(site.statements), SOON - days(60))
    plan_post(page, at=SOON)

    assert found(editor) == [("telegram", Status.PLANNED, True)]


def test_posts_go_along_with_their_page(site: Site, editor: AbstractUser) -> None:
    page = schedule(make_statement(site.statements), at=SOON)
    plan_post(page, channel="instagram")

    assert found(editor) == [("instagram", Status.PLANNED, False), ("website", Status.PLANNED, True)]


def test_newest_plan_counts_while_it_is_a_draft(site: Site, editor: AbstractUser) -> None:
    page = published_on(make_statement(site.statements), SOON - days(60))
    plan_post(page, at=SOON, publish=False)

    assert found(editor) == [("telegram", Status.DRAFT, True)]


def test_time_gone_by_without_sending_is_said(site: Site, editor: AbstractUser) -> None:
    page = published_on(make_statement(site.statements), SOON - days(60))
    plan_post(page, at=SOON - days(2))

    assert found(editor) == [("telegram", Status.NOT_SENT, False)]


def test_delivery_stands_in_the_place_of_its_plan(site: Site, editor: AbstractUser) -> None:
    page = published_on(make_statement(site.statements), SOON - days(60))
    plan_post(page, at=SOON - days(2))
    make_failure(page, due_at=SOON - days(2))
    make_delivery(page, channel="instagram", due_at=SOON - days(1), state=DeliveryState.NEEDS_DECISION)

    assert found(editor) == [("telegram", Status.FAILED, False), ("instagram", Status.IN_DOUBT, False)]


def test_events_stand_at_their_dates(site: Site, editor: AbstractUser) -> None:
    for event in (
        make_event(site.events, start=SOON),
        make_event(site.events, "Abgesagt", start=SOON + days(1), status=EventStatus.CANCELLED),
    ):
        published_on(event, SOON - days(60))

    assert found(editor) == [("calendar", Status.TAKES_PLACE, False), ("calendar", Status.CALLED_OFF, False)]


def test_pages_that_the_user_may_not_edit_are_left_out(site: Site) -> None:
    published_on(make_statement(site.statements), SOON - timedelta(days=3))
    stranger = make_editor(site.events, name="fremd")

    assert entries(stranger) == []
