from datetime import datetime, timedelta

from django.db import transaction

from cms.delivery.accounts.health import park
from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.ledger import transitions, waits
from cms.delivery.ledger.attempts import Step
from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.holding import Claim, Line, held, write
from cms.delivery.ledger.states import BEFORE_PUBLISHING, DeliveryState
from cms.transports.posting import Absent, ReasonClass, Refusal, Unknown

REFUSED_FROM = {*BEFORE_PUBLISHING, DeliveryState.PUBLISHING}
UNKNOWN_FROM = {DeliveryState.PUBLISHING, DeliveryState.UNCONFIRMED}


@transaction.atomic
def report_failure(claim: Claim, refusal: Refusal, *, now: datetime) -> DeliveryState:
    """Store that a step definitely had no effect, and return the state. Raises LeaseLostError or WrongStateError."""
    delivery = held(claim, states=REFUSED_FROM)
    step = Step.PUBLISH if delivery.state == DeliveryState.PUBLISHING else Step.PREPARE
    change = transitions.refused(delivery, refusal, now=now)
    line = Line(step=step, problem=f"{refusal.code}: {refusal.reason}", answer=refusal.answer)
    write(claim, change, line=line, now=now)
    _park(delivery, refusal, now=now)
    return DeliveryState(change["state"])


@transaction.atomic
def report_unknown(claim: Claim, unknown: Unknown, *, now: datetime) -> DeliveryState:
    """Store that nobody knows what a call came to, and return the state. Raises as report_failure does."""
    delivery = held(claim, states=UNKNOWN_FROM)
    step = Step.PUBLISH if delivery.state == DeliveryState.PUBLISHING else Step.OBSERVE
    change = transitions.doubted(delivery, unknown, now=now)
    problem = f"{unknown.code}: {unknown.reason}" if unknown.code else unknown.reason
    write(claim, change, line=Line(step=step, problem=problem, answer=unknown.answer), now=now)
    if unknown.reason_class is ReasonClass.ACCOUNT:
        park(delivery.account_id, code=unknown.code, problem=unknown.reason, answer=unknown.answer)
    return DeliveryState(change["state"])


@transaction.atomic
def report_absent(claim: Claim, absent: Absent, *, now: datetime) -> DeliveryState:
    """Store that it was looked for in vain, and return the state. Raises as report_failure does."""
    delivery = held(claim, states={DeliveryState.UNCONFIRMED})
    change = transitions.not_found(delivery, absent, now=now)
    line = Line(step=Step.OBSERVE, outcome="absent", problem=absent.evidence, answer=absent.answer)
    write(claim, change, line=line, now=now)
    return DeliveryState(change.get("state", delivery.state))


def _park(delivery: Delivery, refusal: Refusal, *, now: datetime) -> None:
    """Keep the whole account back where the refusal is about the account and not about the post."""
    if refusal.reason_class is ReasonClass.ACCOUNT:
        park(delivery.account_id, code=refusal.code, problem=refusal.reason, answer=refusal.answer)
    if refusal.reason_class is ReasonClass.THROTTLED:
        until = now + max(timedelta(seconds=refusal.retry_after or 0), waits.SHORTEST_REST)
        ChannelAccount.objects.filter(pk=delivery.account_id).update(blocked_until=until)
