from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.locks import BasicLock, ScheduledForPublishLock
from wagtail.models import Page

from cms.delivery.models import Delivery
from cms.editing.calendar.entries import channel_label
from cms.editing.calendar.moments import local
from cms.pages import local_times
from cms.pages.posts import Hour, Post, Timing

WEBSITE = "website"


class NotMovableError(Exception):
    """Says in plain words why something stays where it is."""


@dataclass(frozen=True, kw_only=True)
class Movable:
    """The newest draft of a page, and what of it is to be moved."""

    page: Page
    channel: str
    moment: datetime
    post: Post | None

    @property
    def channel_label(self) -> str:
        return str(channel_label(self.channel))

    @property
    def is_binding(self) -> bool:
        """Whether this plan is in force: what moves it then has to be published, not only drafted."""
        if self.page.approved_schedule:
            return True
        return self.post is not None and self.page.live and not self.page.has_unpublished_changes


def find_movable(page: Page, *, channel: str, user: AbstractBaseUser | AnonymousUser) -> Movable:
    """Return what the user may move. Raises PermissionDenied or NotMovableError."""
    permissions = page.permissions_for_user(user)
    if not permissions.can_edit():
        raise PermissionDenied
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
    if Delivery.objects.filter(page=page, channel=channel, due_at=post.scheduled_at).exists():
        raise NotMovableError(gettext("This post is already being sent."))
    return Movable(page=draft, channel=channel, moment=post.scheduled_at, post=post)


class MoveForm(forms.Form):
    day = forms.DateField(label=_("Date"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    clock = forms.TimeField(label=_("Time"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    hour = forms.TypedChoiceField(
        label=_("Clocks show this time twice that night"),
        choices=Hour.choices,
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, movable: Movable) -> None:
        self.movable = movable
        wall = local(movable.moment)
        super().__init__(data, initial={"day": wall.date(), "clock": wall.time()})
        self.asks_for_hour = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "day" in values and "clock" in values:
            values["moment"] = self._moment(values)
        return values

    def _moment(self, values: dict[str, Any]) -> datetime:
        wall = datetime.combine(values["day"], values["clock"]).replace(second=0)
        zone = settings.TIME_ZONE
        if local_times.is_ambiguous(wall, zone=zone) and values.get("hour") is None:
            self.asks_for_hour = True
            raise ValidationError({"hour": _("Choose which of the two is meant.")})
        moment = local_times.moment(wall, zone=zone, second=values.get("hour") == Hour.SECOND)
        if moment <= timezone.now():
            raise ValidationError({"day": _("Choose a time to come.")})
        expires = self.movable.page.expire_at
        if self.movable.post is None and expires and moment >= expires:
            raise ValidationError({"day": _("The page would expire before that.")})
        return moment


def move(movable: Movable, *, to: datetime, user: Any) -> None:
    """Write a new revision with the new time; where the old one was in force, put it in force."""
    binding = movable.is_binding
    if movable.post is None:
        movable.page.go_live_at = to
    else:
        _move_post(movable.page, channel=movable.channel, to=to)
    revision = movable.page.save_revision(user=user, log_action=True)
    if binding:
        revision.publish(user=user)


def _move_post(page: Page, *, channel: str, to: datetime) -> None:
    # Each look at the posts of a draft may make them anew, so those that were changed are handed back.
    posts = list(page.posts.all())
    for post in posts:
        if post.channel == channel:
            post.move(to)
    page.posts.set(posts)
