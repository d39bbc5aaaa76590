from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from cms.delivery.ledger.states import ATTEMPTED
from cms.delivery.models import ChannelAccount, Delivery, DeliveryState, SocialPost
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
    account = make_account(values["channel"], locale=values["locale"])
    before = Delivery.objects.filter(account=account, source=page.pk).count()
    required = {"account": account, "source": page.pk, "sequence": before + 1, "next_attempt_at": due}
    if values.get("state") in ATTEMPTED:
        required["publish_started_at"] = due
    post = values.pop("post", None) or make_post(page, account, publish_at=due)
    return Delivery.objects.create(page=page, post=post, **required | values)


def make_account(channel: str = "telegram", *, locale: str = "de", **fields: Any) -> ChannelAccount:
    known = {"channel": channel, "locale": locale}
    return ChannelAccount.objects.get_or_create(**known, defaults={"name": "KO", **fields})[0]


def make_post(page: Page, account: ChannelAccount, **fields: Any) -> SocialPost:
    due = fields.pop("publish_at", timezone.now())
    values = {
        "locale": page.locale.language_code,
        "title": page.title,
        "format": "text",
        "text": page.title,
        "revision": page.live_revision_id,
        "local_time": "2026-11-23T13:00",
        "time_zone": "Europe/Berlin",
        "not_after": due + timedelta(hours=6),
        "approved_at": due,
        "payload_hash": f"{page.pk:064}",
    } | fields
    return SocialPost.objects.create(account=account, source=page.pk, publish_at=due, **values)


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
