from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from cms.delivery.models import Delivery, DeliveryState
from cms.editing.calendar.entries import STATUSES, WEBSITE, Entry, Status
from cms.pages.posts import PUSH_CHANNELS, Channel, Post, Timing
from publications.models.event_states import CALLED_OFF
from publications.models.occurrences import EventOccurrence


@dataclass(frozen=True, kw_only=True)
class Window:
    begins: datetime
    ends: datetime
    now: datetime

    def __contains__(self, moment: datetime | None) -> bool:
        return moment is not None and self.begins <= moment < self.ends


def collect(user: AbstractBaseUser | AnonymousUser, *, window: Window) -> list[Entry]:
    """Return everything planned and published in the window on pages that the user may edit."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    drafts = _drafts(pages)
    sent = list(_deliveries(pages, window=window))
    delivered = {(entry.page_id, entry.channel) for entry in sent}
    posts = [*_live_posts(pages, window=window), *_draft_posts(drafts, window=window)]
    return [
        *_published(pages, window=window),
        *_scheduled(drafts, window=window),
        *(entry for entry in posts if (entry.page_id, entry.channel) not in delivered),
        *sent,
        *_events(pages, window=window),
    ]


def _published(pages: QuerySet[Page], *, window: Window) -> Iterator[Entry]:
    live = pages.filter(live=True, first_published_at__gte=window.begins, first_published_at__lt=window.ends)
    for page_id, title, locale, moment in live.values_list(
        "pk", "title", "locale__language_code", "first_published_at"
    ):
        yield Entry(
            page_id=page_id,
            title=title,
            channel=WEBSITE,
            locale=locale,
            moment=moment,
            status=Status.PUBLISHED,
        )


def _drafts(pages: QuerySet[Page]) -> list[dict[str, Any]]:
    """Return the plans of pages whose newest revision is not live yet; rows of the database hold the older plan."""
    approved = dict(
        Revision.page_revisions.filter(approved_go_live_at__isnull=False).values_list(
            "object_id", "approved_go_live_at"
        )
    )
    drafts = pages.filter(has_unpublished_changes=True).values(
        "pk",
        "draft_title",
        "locale__language_code",
        "first_published_at",
        wish=KeyTextTransform("go_live_at", "latest_revision__content"),
        planned_posts=KeyTransform("posts", "latest_revision__content"),
    )
    return [
        draft
        | {
            "goes_live": approved.get(str(draft["pk"])) or _moment(draft["wish"]),
            "approved": str(draft["pk"]) in approved,
        }
        for draft in drafts
    ]


def _scheduled(drafts: list[dict[str, Any]], *, window: Window) -> Iterator[Entry]:
    for draft in drafts:
        if draft["goes_live"] in window and draft["goes_live"] > window.now:
            yield _from_draft(draft, channel=WEBSITE, moment=draft["goes_live"], window=window)


def _draft_posts(drafts: list[dict[str, Any]], *, window: Window) -> Iterator[Entry]:
    for draft in drafts:
        for post in draft["planned_posts"] or []:
            at = post["timing"] == Timing.AT
            moment = _moment(post["scheduled_at"]) if at else draft["goes_live"] or draft["first_published_at"]
            is_on = post["is_enabled"] and post["channel"] in PUSH_CHANNELS
            if is_on and moment and moment in window:
                yield _from_draft(draft, channel=post["channel"], moment=moment, window=window, has_own_time=at)


def _from_draft(
    draft: dict[str, Any], *, channel: str, moment: datetime, window: Window, has_own_time: bool = True
) -> Entry:
    return Entry(
        page_id=draft["pk"],
        title=draft["draft_title"],
        channel=channel,
        locale=draft["locale__language_code"],
        moment=moment,
        status=_plan_status(moment, window=window) if draft["approved"] else Status.DRAFT,
        is_movable=has_own_time and moment > window.now,
    )


def _live_posts(pages: QuerySet[Page], *, window: Window) -> Iterator[Entry]:
    """Yield the posts of pages without a newer draft, whose rows are their plan."""
    at = Q(timing=Timing.AT, scheduled_at__gte=window.begins, scheduled_at__lt=window.ends)
    with_page = Q(
        timing=Timing.WITH_PAGE,
        page__first_published_at__gte=window.begins,
        page__first_published_at__lt=window.ends,
    )
    posts = Post.objects.enabled().filter(at | with_page, channel__in=PUSH_CHANNELS, page__in=pages, page__live=True)
    for post in posts.filter(page__has_unpublished_changes=False).select_related("page__locale"):
        has_own_time = post.timing == Timing.AT
        moment = post.scheduled_at if has_own_time else post.page.first_published_at
        if moment is None:
            continue
        yield Entry(
            page_id=post.page_id,
            title=post.page.title,
            channel=post.channel,
            locale=post.page.locale.language_code,
            moment=moment,
            status=_plan_status(moment, window=window),
            is_movable=has_own_time and moment > window.now,
        )


def _deliveries(pages: QuerySet[Page], *, window: Window) -> Iterator[Entry]:
    deliveries = Delivery.objects.filter(page__in=pages, due_at__gte=window.begins, due_at__lt=window.ends)
    # Until something is done about it, the plan stands for it, and can still be moved.
    begun = deliveries.exclude(state=DeliveryState.WAITING).exclude(reason="superseded")
    for delivery in begun.select_related("post"):
        yield Entry(
            page_id=delivery.source,
            title=delivery.post.title,
            channel=delivery.channel,
            locale=delivery.locale,
            moment=delivery.due_at,
            status=STATUSES[delivery.state],
        )


def _events(pages: QuerySet[Page], *, window: Window) -> Iterator[Entry]:
    dates = EventOccurrence.objects.filter(start__gte=window.begins, start__lt=window.ends)
    for date in dates.filter(event__in=pages.values("pk"), event__live=True).select_related("event__locale"):
        yield Entry(
            page_id=date.event_id,
            title=date.event.title,
            channel=Channel.CALENDAR,
            locale=date.event.locale.language_code,
            moment=date.start,
            status=Status.CALLED_OFF if date.status in CALLED_OFF else Status.TAKES_PLACE,
        )


def _plan_status(moment: datetime, *, window: Window) -> Status:
    return Status.PLANNED if moment > window.now else Status.NOT_SENT


def _moment(value: str | None) -> datetime | None:
    return parse_datetime(value) if value else None
