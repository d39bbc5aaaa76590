from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F

from cms.delivery.webhooks.models import (
    Disabled,
    WebhookAttempt,
    WebhookDelivery,
    WebhookDeliveryQuerySet,
    WebhookEndpoint,
    WebhookState,
)
from cms.delivery.webhooks.schedule import next_try
from cms.transports.webhook import Outcome, Receipt

# Longer than a try may take with the look-up of a name; who is killed meanwhile is replaced after that.
LEASE = timedelta(minutes=2)
# After a failure, before the next delivery to the same endpoint.
REST = timedelta(seconds=10)
GIVEN_UP_AFTER = timedelta(days=5)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A delivery that nobody else may send until the lease is over."""

    delivery: WebhookDelivery
    fence: int


def claim(*, now: datetime, limit: int) -> list[Claim]:
    """Take the lease of what is due. Several may do this at once, and none gets what another has."""
    due = WebhookDelivery.objects.due(now).select_related("event", "endpoint").order_by("due_at", "pk")
    # Mostly nothing is, and then SQLite need not be locked.
    if not due.exists():
        return []
    with transaction.atomic():
        claims = [_claim(delivery, now=now) for delivery in _locked(due)[:limit]]
    return [taken for taken in claims if taken is not None]


def _locked(due: WebhookDeliveryQuerySet) -> WebhookDeliveryQuerySet:
    """Pass over what another is just claiming; where rows cannot be locked, the fence alone decides."""
    skips = connection.features.has_select_for_update_skip_locked
    return due.select_for_update(skip_locked=True, of=("self",)) if skips else due


def _claim(delivery: WebhookDelivery, *, now: datetime) -> Claim | None:
    fence = delivery.fence + 1
    unchanged = WebhookDelivery.objects.filter(pk=delivery.pk, fence=delivery.fence, state=delivery.state)
    taken = unchanged.update(state=WebhookState.SENDING, fence=fence, lease_until=now + LEASE)
    return Claim(delivery=delivery, fence=fence) if taken else None


@transaction.atomic
def settle(claim: Claim, *, receipt: Receipt, now: datetime) -> None:
    """Write down what a try came to. Who lost the lease meanwhile leaves nothing but a line in the log."""
    _log(claim, receipt=receipt, now=now)
    held = WebhookDelivery.objects.filter(pk=claim.delivery.pk, fence=claim.fence, state=WebhookState.SENDING)
    if receipt.outcome == Outcome.ACCEPTED:
        held.update(state=WebhookState.ACCEPTED, accepted_at=now, tries=F("tries") + 1, lease_until=None)
        _recovered(claim.delivery.endpoint)
        return
    tries = claim.delivery.tries + 1
    again = next_try(tries=tries, now=now, retry_after=receipt.retry_after)
    if receipt.outcome == Outcome.GONE or again is None:
        held.update(state=WebhookState.FAILED, tries=tries, lease_until=None)
    else:
        held.update(state=WebhookState.WAITING, due_at=again, tries=tries, lease_until=None)
    _failed(claim.delivery.endpoint, is_gone=receipt.outcome == Outcome.GONE, now=now)


def _log(claim: Claim, *, receipt: Receipt, now: datetime) -> None:
    WebhookAttempt.objects.create(
        delivery=claim.delivery,
        fence=claim.fence,
        started_at=now - timedelta(milliseconds=receipt.milliseconds),
        milliseconds=receipt.milliseconds,
        status=receipt.status,
        response=receipt.response,
        problem=receipt.problem,
    )


def _recovered(endpoint: WebhookEndpoint) -> None:
    if endpoint.failing_since or endpoint.resting_until:
        WebhookEndpoint.objects.filter(pk=endpoint.pk).update(failing_since=None, resting_until=None)


def _failed(endpoint: WebhookEndpoint, *, is_gone: bool, now: datetime) -> None:
    """Let an endpoint rest, and give it up when it is no more or has failed for days."""
    known = WebhookEndpoint.objects.filter(pk=endpoint.pk)
    known.update(resting_until=now + REST)
    known.filter(failing_since=None).update(failing_since=now)
    if is_gone:
        known.active().update(is_active=False, disabled_because=Disabled.GONE, disabled_at=now)
    known.active().filter(failing_since__lte=now - GIVEN_UP_AFTER).update(
        is_active=False, disabled_because=Disabled.FAILING, disabled_at=now
    )
