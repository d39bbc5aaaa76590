from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.locks import BasicLock, ScheduledForPublishLock
from wagtail.models import Page

from cms.delivery.models import Delivery, DeliveryState
from cms.editing.calendar.entries import WEBSITE, channel_label
from cms.pages.posts import Post, Timing


class NotMovableError(Exception):
    """Says in plain words why something stays where it is."""


@dataclass(frozen=True, kw_only=True)
class Movable:
    """The newest draft of a page, and what of it is to be moved."""

    page: Page
    channel: str
    moment: datetime
    post: Post | None
    published_post: Post | None = None
    """The plan that is in force while the draft, which plans the same, holds changes that are not published."""

    @property
    def channel_label(self) -> str:
        return str(channel_label(self.channel))

    @property
    def is_binding(self) -> bool:
        """Whether this plan is in force, so that moving it takes effect at once."""
        return self.is_published_whole or self.published_post is not None

    @property
    def is_published_whole(self) -> bool:
        """Whether all of the draft is approved, so that moving publishes nothing else."""
        if self.page.approved_schedule:
            return True
        return self.post is not None and self.page.live and not self.page.has_unpublished_changes


def find_movable(page: Page, *, channel: str, user: AbstractBaseUser | AnonymousUser) -> Movable:
    """Return what the user may move. Raises PermissionDenied or NotMovableError."""
    permissions = page.permissions_for_user(user)
    if not permissions.can_edit():
        raise PermissionDenied
    # Wagtail calls a review off when the page is published.
    if page.current_workflow_state:
        raise NotMovableError(gettext("This page is being reviewed. Finish the review or cancel it first."))
    if _is_locked(page, user=user):
        raise NotMovableError(gettext("This page is locked. Unlock it first."))
    movable = _find(page, channel=channel)
    if movable.moment <= timezone.now():
        raise NotMovableError(gettext("This is past and cannot be moved."))
    if movable.is_binding and not permissions.can_publish():
        raise NotMovableError(gettext("This is already approved. Ask somebody who may publish to move it."))
    return movable


def _is_locked(page: Page, *, user: AbstractBaseUser | AnonymousUser) -> bool:
    lock = page.get_lock()
    # Wagtail closes a scheduled page so that nobody changes it unnoticed. Moving it keeps what was approved.
    if isinstance(lock, ScheduledForPublishLock):
        return page.locked and BasicLock(page).for_user(user)
    return lock is not None and lock.for_user(user)


def _find(page: Page, *, channel: str) -> Movable:
    draft = page.get_latest_revision_as_object()
    approved = page.scheduled_revision
    if approved and approved.pk != page.latest_revision_id:
        message = gettext("The page has newer changes than those that are scheduled. Schedule or publish it anew.")
        raise NotMovableError(message)
    if channel == WEBSITE:
        if draft.go_live_at is None:
            raise NotMovableError(gettext("Nothing is scheduled here."))
        return Movable(page=draft, channel=channel, moment=draft.go_live_at, post=None)
    post = next((post for post in draft.posts.all() if post.channel == channel), None)
    if post is None or not post.is_enabled or post.timing != Timing.AT or post.scheduled_at is None:
        raise NotMovableError(gettext("This post has no time of its own: it goes out with the page."))
    begun = Delivery.objects.filter(page=page, channel=channel).exclude(state=DeliveryState.WAITING)
    if begun.filter(due_at=post.scheduled_at).exists():
        raise NotMovableError(gettext("This post is already being sent."))
    published = _published_post(page, channel=channel)
    if published and published.scheduled_at != post.scheduled_at:
        message = gettext(
            "The published page plans this post for another time than the draft. Publish the draft first."
        )
        raise NotMovableError(message)
    return Movable(page=draft, channel=channel, moment=post.scheduled_at, post=post, published_post=published)


def _published_post(page: Page, *, channel: str) -> Post | None:
    """Return what goes out whether or not the changes in the draft are ever published."""
    if not (page.live and page.has_unpublished_changes):
        return None
    posts = Post.objects.enabled().scheduled().filter(page_id=page.pk, channel=channel)
    return posts.filter(scheduled_at__gt=timezone.now()).first()


@transaction.atomic
def move(movable: Movable, *, to: datetime, user: Any) -> None:
    """Write a new revision with the new time; where the old one was in force, put it in force."""
    is_published_whole = movable.is_published_whole
    if movable.post is None:
        movable.page.go_live_at = to
    else:
        _move_post(movable.page, channel=movable.channel, to=to)
    revision = movable.page.save_revision(user=user, log_action=True)
    if movable.published_post:
        movable.published_post.move(to)
        movable.published_post.save()
    if is_published_whole:
        revision.publish(user=user)


def _move_post(page: Page, *, channel: str, to: datetime) -> None:
    # Each look at the posts of a draft may make them anew, so those that were changed are handed back.
    posts = list(page.posts.all())
    for post in posts:
        if post.channel == channel:
            post.move(to)
    page.posts.set(posts)
