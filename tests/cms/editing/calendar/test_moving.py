from datetime import datetime

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page

from cms.delivery.models import DeliveryState
from cms.editing.calendar.moving import NotMovableError, find_movable, move
from cms.editing.workflows.groups import create_groups
from cms.pages.posts import Post
from tests.factories.desk import days, make_delivery, make_editor, plan_post, published_on, schedule
from tests.factories.site import Site, make_statement


@pytest.fixture
def soon() -> datetime:
    return timezone.now().replace(second=0, microsecond=0) + days(1)


@pytest.fixture
def later(soon: datetime) -> datetime:
    return soon + days(3)


@pytest.fixture
def editor(site: Site) -> AbstractUser:
    return make_editor(site.german)


@pytest.fixture
def scheduled(site: Site, soon: datetime) -> Page:
    return schedule(make_statement(site.statements), at=soon)


@pytest.fixture
def planned(site: Site, soon: datetime) -> Page:
    return plan_post(published_on(make_statement(site.statements), soon - days(60)), at=soon)


def test_moving_a_publication_schedules_a_new_revision(scheduled: Page, editor: AbstractUser, later: datetime) -> None:
    before = scheduled.revisions.count()

    move(find_movable(scheduled, channel="website", user=editor), to=later, user=editor)

    moved = Page.objects.get(pk=scheduled.pk)
    assert moved.revisions.count() == before + 1
    assert moved.scheduled_revision.approved_go_live_at == later
    assert moved.scheduled_revision.user == editor


def test_moving_a_post_in_force_keeps_it_in_force(planned: Page, editor: AbstractUser, later: datetime) -> None:
    move(find_movable(planned, channel="telegram", user=editor), to=later, user=editor)

    moved = Page.objects.get(pk=planned.pk)
    assert Post.objects.get(page=moved).scheduled_at == later
    assert (moved.live, moved.has_unpublished_changes) == (True, False)


def test_moving_in_a_draft_publishes_nothing(site: Site, editor: AbstractUser, soon: datetime, later: datetime) -> None:
    page = schedule(make_statement(site.statements), at=soon, approve=False)

    move(find_movable(page, channel="website", user=editor), to=later, user=editor)

    moved = Page.objects.get(pk=page.pk)
    assert (moved.live, moved.approved_schedule) == (False, False)
    assert moved.get_latest_revision_as_object().go_live_at == later


def test_stranger_moves_nothing(scheduled: Page, site: Site) -> None:
    stranger = make_editor(site.events, name="fremd")

    with pytest.raises(PermissionDenied):
        find_movable(scheduled, channel="website", user=stranger)


def test_author_does_not_move_what_is_approved(scheduled: Page, site: Site) -> None:
    author = make_editor(site.german, "change", name="autorin")

    with pytest.raises(NotMovableError, match="Das ist bereits freigegeben"):
        find_movable(scheduled, channel="website", user=author)


def test_locked_page_stays(scheduled: Page, editor: AbstractUser) -> None:
    Page.objects.filter(pk=scheduled.pk).update(locked=True)

    with pytest.raises(NotMovableError, match="Diese Seite ist gesperrt"):
        find_movable(Page.objects.get(pk=scheduled.pk).specific, channel="website", user=editor)


def test_changes_after_the_approved_ones_are_not_published_by_moving(scheduled: Page, editor: AbstractUser) -> None:
    scheduled.get_latest_revision_as_object().save_revision()

    with pytest.raises(NotMovableError, match="Die Seite hat neuere Änderungen"):
        find_movable(Page.objects.get(pk=scheduled.pk).specific, channel="website", user=editor)


def test_post_that_goes_with_its_page_stays_with_it(site: Site, editor: AbstractUser, soon: datetime) -> None:
    page = plan_post(schedule(make_statement(site.statements), at=soon), channel="instagram")

    with pytest.raises(NotMovableError, match="Dieser Beitrag hat keine eigene Zeit"):
        find_movable(page, channel="instagram", user=editor)


def test_post_that_is_being_sent_stays(planned: Page, editor: AbstractUser, soon: datetime) -> None:
    make_delivery(planned, due_at=soon, state=DeliveryState.PREPARING)

    with pytest.raises(NotMovableError, match="Dieser Beitrag wird bereits versandt"):
        find_movable(planned, channel="telegram", user=editor)


def changed(page: Page) -> Page:
    """Return a live page whose newest draft holds a change that nobody has published."""
    draft = page.get_latest_revision_as_object()
    draft.summary = "Noch nicht veröffentlicht."
    draft.save_revision()
    return Page.objects.get(pk=page.pk).specific


def test_moving_a_post_of_a_page_with_changes_moves_it_in_force_and_in_the_draft(
    planned: Page, editor: AbstractUser, later: datetime
) -> None:
    movable = find_movable(changed(planned), channel="telegram", user=editor)

    move(movable, to=later, user=editor)

    moved = Page.objects.get(pk=planned.pk).specific
    draft = moved.get_latest_revision_as_object()
    assert movable.is_binding
    assert Post.objects.get(page=moved).scheduled_at == later
    assert [post.scheduled_at for post in draft.posts.all()] == [later]
    assert (moved.summary, draft.summary) == ("", "Noch nicht veröffentlicht.")


def test_author_does_not_move_a_post_in_force_of_a_page_with_changes(site: Site, planned: Page) -> None:
    author = make_editor(site.german, "change", name="autorin")

    with pytest.raises(NotMovableError, match="Das ist bereits freigegeben"):
        find_movable(changed(planned), channel="telegram", user=author)


def test_post_with_two_plans_stays(planned: Page, editor: AbstractUser, later: datetime) -> None:
    draft = planned.get_latest_revision_as_object()
    posts = list(draft.posts.all())
    posts[0].move(later)
    draft.posts.set(posts)
    draft.save_revision()

    with pytest.raises(NotMovableError) as refused:
        find_movable(Page.objects.get(pk=planned.pk).specific, channel="telegram", user=editor)

    assert str(refused.value) == gettext(
        "The published page plans this post for another time than the draft. Publish the draft first."
    )


def test_page_under_review_stays(planned: Page, editor: AbstractUser) -> None:
    create_groups()
    planned.get_workflow().start(planned, editor)

    with pytest.raises(NotMovableError) as refused:
        find_movable(planned, channel="telegram", user=editor)

    assert str(refused.value) == gettext("This page is being reviewed. Finish the review or cancel it first.")
    assert planned.workflow_in_progress
