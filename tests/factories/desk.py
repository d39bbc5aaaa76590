from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from cms.delivery.models import Delivery, DeliveryState
from cms.pages.posts import Post, Timing


def make_editor(page: Page, *permissions: str, name: str = "redaktion") -> AbstractUser:
    """Return a user who may do this, by default edit and publish, below the page."""
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for permission in permissions or ("add", "change", "publish"):
        GroupPagePermission.objects.create(
            group=group, page=page, permission=Permission.objects.get(codename=f"{permission}_page")
        )
    user: Any = get_user_model().objects.create_user(name, password="only-for-tests")  # noqa: S106  A test's own user.
    user.groups.add(group)
    return user


def make_delivery(page: Page, **fields: Any) -> Delivery:
    due = fields.pop("due_at", timezone.now())
    values = {"channel": "telegram", "locale": page.locale.language_code, "due_at": due} | fields
    return Delivery.objects.create(page=page, **values)


def make_failure(page: Page, **fields: Any) -> Delivery:
    values = {"state": DeliveryState.FAILED, "problem": "Telegram kennt den Kanal nicht."} | fields
    return make_delivery(page, **values)


def plan_post(page: Page, *, at: datetime | None = None, channel: str = "telegram", publish: bool = True) -> Page:
    """Plan a post in a new revision, with the page or at a time, and return the page as it now is."""
    draft = Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    draft.posts.add(
        Post(channel=channel, is_enabled=True, timing=Timing.AT if at else Timing.WITH_PAGE, scheduled_at=at)
    )
    for post in draft.posts.all():
        post.settle()
    revision = draft.save_revision()
    if publish:
        revision.publish()
    return Page.objects.get(pk=page.pk).specific


def schedule(page: Page, *, at: datetime, approve: bool = True) -> Page:
    """Give an unpublished page a time to go live, approved or only wished for."""
    Page.objects.filter(pk=page.pk).update(live=False, first_published_at=None, live_revision=None)
    draft = Page.objects.get(pk=page.pk).specific
    draft.go_live_at = at
    revision = draft.save_revision()
    if approve:
        revision.publish()
    return Page.objects.get(pk=page.pk).specific


def published_on(page: Page, moment: datetime) -> Page:
    Page.objects.filter(pk=page.pk).update(first_published_at=moment, last_published_at=moment)
    return Page.objects.get(pk=page.pk).specific


def days(count: float) -> timedelta:
    return timedelta(days=count)
