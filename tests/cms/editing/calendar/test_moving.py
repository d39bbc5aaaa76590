from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import Page

from cms.editing.calendar.moving import MoveForm, NotMovableError, find_movable, move
from cms.pages.posts import Post
from tests.factories.desk import days, make_delivery, make_editor, plan_post, published_on, schedule
from tests.factories.site import Site, make_statement

SOON = timezone.now().replace(second=0, microsecond=0) + days(1)
LATER = SOON + days(3)


@pytest.fixture
def editor(site: Site) -> AbstractUser:
    return make_editor(site.german)


@pytest.fixture
def scheduled(site: Site) -> Page:
    return schedule(make_statement(site.statements), at=SOON)


@pytest.fixture
def planned(site: Site) -> Page:
    return plan_post(published_on(make_statement(site.statements), SOON - days(60)), at=SOON)


def test_moving_a_publication_schedules_a_new_revision(scheduled: Page, editor: AbstractUser) -> None:
    before = scheduled.revisions.count()

    move(find_movable(scheduled, channel="website", user=editor), to=LATER, user=editor)

    moved = Page.objects.get(pk=scheduled.pk)
    assert moved.revisions.count() == before + 1
    assert moved.scheduled_revision.approved_go_live_at == LATER
    assert moved.scheduled_revision.user == editor


def test_moving_a_post_in_force_keeps_it_in_force(planned: Page, editor: AbstractUser) -> None:
    move(find_movable(planned, channel="telegram", user=editor), to=LATER, user=editor)

    moved = Page.objects.get(pk=planned.pk)
    assert Post.objects.get(page=moved).scheduled_at == LATER
    assert (moved.live, moved.has_unpublished_changes) == (True, False)


def test_moving_in_a_draft_publishes_nothing(site: Site, editor: AbstractUser) -> None:
    page = schedule(make_statement(site.statements), at=SOON, approve=False)

    move(find_movable(page, channel="website", user=editor), to=LATER, user=editor)

    moved = Page.objects.get(pk=page.pk)
    assert (moved.live, moved.approved_schedule) == (False, False)
    assert moved.get_latest_revision_as_object().go_live_at == LATER


def test_stranger_moves_nothing(scheduled: Page, site: Site) -> None:
    stranger = make_editor(site.events, name="fremd")

    with pytest.raises(PermissionDenied):
        find_movable(scheduled, channel="website", user=stranger)


def test_author_does_not_move_what_is_approved(scheduled: Page, site: Site) -> None:
    author = make_editor(site.german, "change", name="autorin")

    with pytest.raises(NotMovableError):
        find_movable(scheduled, channel="website", user=author)


def test_locked_page_stays(scheduled: Page, editor: AbstractUser) -> None:
    Page.objects.filter(pk=scheduled.pk).update(locked=True)

    with pytest.raises((NotMovableError, PermissionDenied)):
        find_movable(Page.objects.get(pk=scheduled.pk).specific, channel="website", user=editor)


def test_changes_after_the_approved_ones_are_not_published_by_moving(scheduled: Page, editor: AbstractUser) -> None:
    scheduled.get_latest_revision_as_object().save_revision()

    with pytest.raises(NotMovableError):
        find_movable(Page.objects.get(pk=scheduled.pk).specific, channel="website", user=editor)


def test_post_that_goes_with_its_page_stays_with_it(site: Site, editor: AbstractUser) -> None:
    page = plan_post(schedule(make_statement(site.statements), at=SOON), channel="instagram")

    with pytest.raises(NotMovableError):
        find_movable(page, channel="instagram", user=editor)


def test_post_that_is_being_sent_stays(planned: Page, editor: AbstractUser) -> None:
    make_delivery(planned, due_at=SOON)

    with pytest.raises(NotMovableError):
        find_movable(planned, channel="telegram", user=editor)


def form(page: Page, user: AbstractUser, **data: str) -> MoveForm:
    return MoveForm(data, movable=find_movable(page, channel="website", user=user))


def test_time_that_clocks_skip_is_refused(scheduled: Page, editor: AbstractUser) -> None:
    assert not form(scheduled, editor, day="2027-03-28", clock="02:30").is_valid()


def test_time_that_comes_twice_is_asked_about(scheduled: Page, editor: AbstractUser) -> None:
    unclear = form(scheduled, editor, day="2027-10-31", clock="02:30")
    second = form(scheduled, editor, day="2027-10-31", clock="02:30", hour="1")

    assert (unclear.is_valid(), unclear.asks_for_hour) == (False, True)
    assert second.is_valid()
    assert second.cleaned_data["moment"] == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_time_gone_by_is_refused(scheduled: Page, editor: AbstractUser) -> None:
    assert form(scheduled, editor, day="2020-01-01", clock="10:00").errors.keys() == {"day"}
