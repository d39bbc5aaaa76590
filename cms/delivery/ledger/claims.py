from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.ledger import transitions
from cms.delivery.ledger.attempts import Step
from cms.delivery.ledger.deliveries import Delivery, DeliveryQuerySet
from cms.delivery.ledger.holding import Claim, LeaseLostError, Line, overrule
from cms.delivery.ledger.overdue import give_up_overdue
from cms.delivery.ledger.waits import LEASE


def busy(accounts: QuerySet[ChannelAccount], *, now: datetime) -> QuerySet[ChannelAccount]:
    """Keep accounts for which a claim would find anything. Mostly there are none, and then nothing need be locked."""
    of_account = {"account": OuterRef("pk")}
    due = Delivery.objects.due(now).filter(**of_account)
    late = Delivery.objects.overdue(now).filter(**of_account)
    return accounts.filter(Q(Exists(due)) | Q(Exists(late)))


def claim(
    *, worker: str, now: datetime, limit: int, accounts: Collection[int], lease: timedelta = LEASE
) -> list[Claim]:
    """Take the lease of what is due. Several may do this at once, and none gets what another has."""
    with transaction.atomic():
        give_up_overdue(Delivery.objects.overdue(now).filter(account__in=accounts), now=now)
        due = Delivery.objects.due(now).filter(account__in=accounts).order_by("due_at", "pk")
        found = list(_locked(due)[:limit])
        return [taken for each in found if (taken := _take(each, worker=worker, now=now, lease=lease))]


def renew(claim: Claim, *, now: datetime, lease: timedelta = LEASE) -> datetime:
    """Hold the delivery for longer, and return until when. Raises LeaseLostError."""
    until = now + lease
    mine = Delivery.objects.filter(pk=claim.delivery_id, fence=claim.fence)
    if not mine.update(lease_owner=claim.worker, lease_until=until):
        raise LeaseLostError(claim.delivery_id)
    return until


def _locked(due: DeliveryQuerySet) -> DeliveryQuerySet:
    """Pass over what another is just claiming; where rows cannot be locked, the fence alone decides."""
    skips = connection.features.has_select_for_update_skip_locked
    return due.select_for_update(skip_locked=True, of=("self",)) if skips else due


def _take(delivery: Delivery, *, worker: str, now: datetime, lease: timedelta) -> Claim | None:
    change = {**transitions.taken(delivery, now=now), "lease_owner": worker, "lease_until": now + lease}
    line = Line(step=Step.CLAIM, outcome=str(change.get("state", delivery.state)))
    is_taken = overrule(delivery, change, line=line, now=now, worker=worker)
    return Claim(delivery_id=delivery.pk, fence=delivery.fence + 1, worker=worker) if is_taken else None
