from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cms.delivery.ledger.attempts import BODY_LENGTH, DeliveryAttempt, Step
from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.transitions import Change
from cms.transports.posting import Answer


class LeaseLostError(Exception):
    """Somebody else holds the delivery by now. Whoever gets this stops and leaves it alone."""

    def __init__(self, delivery_id: int) -> None:
        super().__init__(f"Delivery {delivery_id} is in other hands by now. Leave it alone; claim what is due anew.")


class WrongStateError(Exception):
    """The step does not fit the state of the delivery."""

    def __init__(self, delivery: Delivery, *, wanted: Collection[str]) -> None:
        super().__init__(
            f"Delivery {delivery.pk} is {delivery.state}, and this step is for one that is {' or '.join(wanted)}. "
            "Ask for the delivery and go on from there."
        )


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Says who writes: the number of the fence is that of the last who took the delivery on."""

    delivery_id: int
    fence: int
    worker: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """What is to stand in the log beside a change."""

    step: Step
    outcome: str = ""
    problem: str = ""
    answer: Answer | None = None


def held(claim: Claim, *, states: Collection[str]) -> Delivery:
    """Return the delivery, locked until the transaction ends. Raises LeaseLostError or WrongStateError."""
    delivery = locked(Delivery.objects.filter(pk=claim.delivery_id, fence=claim.fence)).first()
    if delivery is None:
        raise LeaseLostError(claim.delivery_id)
    if delivery.state not in states:
        raise WrongStateError(delivery, wanted=sorted(states))
    return delivery


def locked(deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Lock rows where the database can; SQLite has one writer at a time anyway."""
    return deliveries.select_for_update(of=("self",))


def write(claim: Claim, change: Change, *, line: Line, now: datetime) -> None:
    """Write a change and its line in the log, if nobody else took the delivery on. Raises LeaseLostError."""
    mine = Delivery.objects.filter(pk=claim.delivery_id, fence=claim.fence)
    if not mine.update(**change, updated_at=now):
        raise LeaseLostError(claim.delivery_id)
    note(claim, line, outcome=line.outcome or str(change.get("state", "")), now=now)


def overrule(delivery: Delivery, change: Change, *, line: Line, now: datetime, worker: str = "") -> bool:
    """Write a change by somebody who holds no lease; whoever does can write no more. Say whether it was in time."""
    fence = delivery.fence + 1
    unchanged = Delivery.objects.filter(pk=delivery.pk, fence=delivery.fence, state=delivery.state)
    if not unchanged.update(**change, fence=fence, updated_at=now):
        return False
    claim = Claim(delivery_id=delivery.pk, fence=fence, worker=worker)
    note(claim, line, outcome=line.outcome or str(change.get("state", "")), now=now)
    return True


def note(claim: Claim, line: Line, *, outcome: str, now: datetime) -> None:
    """Add a line to the log; that changes nothing, so that whoever lost the lease may do it, too."""
    DeliveryAttempt.objects.create(
        delivery_id=claim.delivery_id,
        fence=claim.fence,
        worker=claim.worker,
        step=line.step,
        at=now,
        outcome=outcome[:60],
        problem=line.problem,
        **_columns(line.answer),
    )


def _columns(answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {}
    return {
        "status": answer.status,
        "code": answer.code[:60],
        "subcode": answer.subcode[:60],
        "is_transient": answer.is_transient,
        "trace_id": answer.trace_id[:200],
        "body": answer.body[:BODY_LENGTH],
    }
