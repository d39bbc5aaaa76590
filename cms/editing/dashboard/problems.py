from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django_stubs_ext import StrOrPromise
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from cms.delivery.desk.addresses import desk_address
from cms.delivery.desk.explanations.accounts import of_account, of_ending
from cms.delivery.desk.explanations.explanation import explanation_of
from cms.delivery.desk.rights import KEEP_ACCOUNTS, SEE_ACCOUNTS, may
from cms.delivery.models import ChannelAccount, Delivery, Health, WebhookEndpoint
from cms.editing.calendar.entries import channel_label
from cms.editing.dashboard.lines import MOST_SHOWN, Line
from cms.editing.webhooks.conditions import condition, is_failing

# Scheduled publication runs every few minutes; what is later than this did not run.
LATE = timedelta(minutes=15)
TASKS_SHOWN_FOR = timedelta(days=7)


def found_for(user: AbstractBaseUser | AnonymousUser, *, now: datetime) -> list[Line]:
    """Return what did not go as planned on pages that the user may edit."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return [
        *_accounts(user, now=now),
        *_deliveries(pages, user=user, now=now),
        *_overdue(pages, now=now),
        *_webhooks(user, now=now),
        *_background_tasks(user, now=now),
    ]


def _deliveries(pages: QuerySet[Page], *, user: AbstractBaseUser | AnonymousUser, now: datetime) -> list[Line]:
    deliveries = Delivery.objects.needing_people() | Delivery.objects.in_doubt()
    # One more than is shown tells that there are more.
    found = deliveries.filter(page__in=pages).select_related("post", "account")[: MOST_SHOWN + 1]
    lines = [
        Line(
            text=delivery.post.title,
            note=f"{channel_label(delivery.channel)} ({delivery.locale.upper()}): {_why(delivery, now=now)}",
            url=desk_address(delivery, user=user),
            moment=delivery.due_at,
        )
        for delivery in found
    ]
    return [*lines[:MOST_SHOWN], _rest()] if len(lines) > MOST_SHOWN else lines


def _rest() -> Line:
    note = gettext("in the report on failed deliveries")
    return Line(text=gettext("All that went wrong"), note=note, url=reverse("editing_failed_deliveries"))


def _accounts(user: AbstractBaseUser | AnonymousUser, *, now: datetime) -> list[Line]:
    """Tell whoever sees to accounts of those that send nothing, or soon will not; who paused one knows of it."""
    if not may(user, SEE_ACCOUNTS, KEEP_ACCOUNTS):
        return []
    parked = ChannelAccount.objects.active().exclude(health=Health.OK).filter(is_paused=False)
    explained = ((account, of_account(account, now=now) or of_ending(account)) for account in parked)
    return [
        Line(text=str(account), note=words.why, url=reverse("desk:accounts"), moment=account.checked_at)
        for account, words in explained
        if words is not None
    ]


def _why(delivery: Delivery, *, now: datetime) -> StrOrPromise:
    """Return why it did not go as planned, in plain words."""
    explained = explanation_of(delivery, now=now)
    return explained.why if explained else delivery.get_state_display()


def _overdue(pages: QuerySet[Page], *, now: datetime) -> list[Line]:
    due = Revision.page_revisions.filter(approved_go_live_at__lt=now - LATE).values_list(
        "object_id", "approved_go_live_at"
    )
    moments = {int(page_id): moment for page_id, moment in due}
    return [
        Line(
            text=page.draft_title,
            note=gettext("should have been published by now"),
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            moment=moments[page.pk],
        )
        for page in pages.filter(pk__in=moments)[:MOST_SHOWN]
    ]


def _webhooks(user: AbstractBaseUser | AnonymousUser, *, now: datetime) -> list[Line]:
    """Tell whoever may publish that another place does not hear of it any more."""
    if not policy_registry.get_by_type(Page).user_has_permission(user, "publish"):
        return []
    may_change = policy_registry.get_by_type(WebhookEndpoint).user_has_permission(user, "change")
    return [
        Line(
            text=gettext("Webhook %(name)s") % {"name": endpoint.name},
            note=condition(endpoint, now=now),
            url=reverse("webhooks:edit", args=[endpoint.pk]) if may_change else "",
            moment=endpoint.disabled_at or endpoint.failing_since,
        )
        for endpoint in WebhookEndpoint.objects.in_trouble()
        if endpoint.disabled_because or is_failing(endpoint, now=now)
    ][:MOST_SHOWN]


def _background_tasks(user: AbstractBaseUser | AnonymousUser, *, now: datetime) -> list[Line]:
    """Tell administrators, as nobody else can do anything about it."""
    if not getattr(user, "is_superuser", False):
        return []
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - TASKS_SHOWN_FOR)
    count, latest = failed.count(), failed.order_by("-finished_at").first()
    if latest is None:
        return []
    text = ngettext("%(count)s background task failed", "%(count)s background tasks failed", count) % {"count": count}
    note = gettext("in the last seven days, most recently %(name)s") % {"name": latest.task_path.rpartition(".")[2]}
    return [Line(text=text, note=note, moment=latest.finished_at)]
