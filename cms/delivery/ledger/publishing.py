from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.ledger import transitions
from cms.delivery.ledger.attempts import Step
from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.gate import Gate
from cms.delivery.ledger.holding import Claim, LeaseLostError, Line, held, note, write
from cms.delivery.ledger.refusals import GateRefusal, Go, RefusalReason
from cms.delivery.ledger.states import DeliveryState, Evidence, Operation
from cms.delivery.ledger.waits import LEASE
from cms.transports.posting import Live, Receipt

ENDS = {RefusalReason.TOO_LATE: DeliveryState.MISSED}
# A live post may be reported by whoever published it and by whoever found it.
COMPLETED_FROM = {DeliveryState.PUBLISHING, DeliveryState.UNCONFIRMED}


@transaction.atomic
def begin_publish(claim: Claim, *, now: datetime, lease: timedelta = LEASE) -> Go | GateRefusal:
    """Pass the last gate, or say why not. Make the irreversible call only after this is committed.

    Raises WrongStateError.
    """
    _lock_account(claim)
    try:
        delivery = held(claim, states={DeliveryState.PREPARED})
    except LeaseLostError as error:
        return GateRefusal(reason=RefusalReason.LEASE_LOST, problem=str(error))
    refusal = Gate(delivery=delivery, now=now).refusal()
    if refusal is not None:
        write(claim, _kept_back(delivery, refusal), line=_line(refusal), now=now)
        return refusal
    until = now + lease
    change = {
        "state": DeliveryState.PUBLISHING,
        "publish_started_at": now,
        "publish_tries": delivery.publish_tries + 1,
        "absent_sightings": 0,
        "lease_owner": claim.worker,
        "lease_until": until,
    }
    write(claim, change, line=Line(step=Step.BEGIN), now=now)
    _count(delivery)
    return Go(lease_until=until)


def complete_publish(claim: Claim, found: Receipt | Live, *, now: datetime) -> DeliveryState:
    """Store that it is live, by the platform's answer or because it was seen, and return the state.

    Raises LeaseLostError or WrongStateError; what a late answer says stays in the log for whoever decides.
    """
    try:
        return _complete(claim, found, now=now)
    except LeaseLostError:
        said = f"{found.remote_id} {found.permalink}".strip()
        note(claim, Line(step=Step.PUBLISH, problem=said, answer=found.answer), outcome="lease_lost", now=now)
        raise


@transaction.atomic
def _complete(claim: Claim, found: Receipt | Live, *, now: datetime) -> DeliveryState:
    delivery = held(claim, states=COMPLETED_FROM)
    is_seen = isinstance(found, Live)
    step = Step.OBSERVE if is_seen else Step.PUBLISH
    # What changes, deletes or pins names the post of the delivery that it follows.
    remote_id = "" if delivery.is_repeatable else found.remote_id
    if remote_id and _is_bound(delivery, remote_id):
        problem = f"The platform names {remote_id}, which is the post of another delivery."
        change = transitions.called_off(delivery, DeliveryState.NEEDS_DECISION, reason="remote_id_taken")
        line = Line(step=step, problem=f"remote_id_taken: {problem}")
        write(claim, {**change, "problem": problem}, line=line, now=now)
        return DeliveryState.NEEDS_DECISION
    evidence = Evidence.SEEN if is_seen else Evidence.ANSWERED
    change = transitions.published(remote_id=remote_id, permalink=found.permalink, evidence=evidence, now=now)
    write(claim, {**change, **_handle(found.handle)}, line=Line(step=step, answer=found.answer), now=now)
    return DeliveryState.PUBLISHED


def _handle(handle: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"handle": dict(handle)} if handle else {}


def _is_bound(delivery: Delivery, remote_id: str) -> bool:
    others = Delivery.objects.filter(account=delivery.account_id, remote_id=remote_id)
    return others.exclude(pk=delivery.pk).exists()


def _kept_back(delivery: Delivery, refusal: GateRefusal) -> transitions.Change:
    said = {"reason": refusal.reason.value, "problem": refusal.problem}
    if refusal.retry_at is not None:
        return {**said, "next_attempt_at": refusal.retry_at, **transitions.RELEASED}
    end = ENDS.get(refusal.reason, DeliveryState.CANCELLED)
    return transitions.called_off(delivery, end, **said)


def _line(refusal: GateRefusal) -> Line:
    return Line(step=Step.BEGIN, outcome=refusal.reason.value, problem=refusal.problem)


def _lock_account(claim: Claim) -> None:
    """Let the gate look at one delivery of an account at a time, so that two cannot pass for each other."""
    account = Delivery.objects.filter(pk=claim.delivery_id).values("account")
    list(ChannelAccount.objects.select_for_update().filter(pk__in=account).values_list("pk"))


def _count(delivery: Delivery) -> None:
    if delivery.operation == Operation.PUBLISH:
        known = ChannelAccount.objects.filter(pk=delivery.account_id, quota_used__isnull=False)
        known.update(quota_used=F("quota_used") + 1)
