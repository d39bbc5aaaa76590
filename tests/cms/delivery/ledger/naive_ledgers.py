"""Ledgers as others write them, each with one rule less. The machine has to find out all of them."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

import pytest

from cms.delivery.ledger import outcomes, preparing, publishing, transitions
from cms.delivery.ledger.attempts import Step
from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.gate import Gate
from cms.delivery.ledger.holding import Claim, Line, held, locked
from cms.delivery.ledger.refusals import GateRefusal, Go
from cms.delivery.ledger.states import DeliveryState
from cms.delivery.ledger.waits import LEASE
from cms.transports.posting import Unknown


def publishes_again(patch: pytest.MonkeyPatch) -> None:
    """Take an unknown outcome for none."""

    def doubted(_delivery: Delivery, unknown: Unknown, *, now: datetime) -> transitions.Change:
        change = {"state": DeliveryState.PREPARED, "publish_started_at": None, "next_attempt_at": now}
        return {**change, "problem": unknown.reason, **transitions.RELEASED}

    patch.setattr(transitions, "doubted", doubted)


def commits_after_the_call(patch: pytest.MonkeyPatch) -> None:
    """Let a delivery look as if nothing had begun until the answer is there."""

    def begin_publish(claim: Claim, *, now: datetime, lease: timedelta = LEASE) -> Go | GateRefusal:
        delivery = held(claim, states={DeliveryState.PREPARED})
        refusal = Gate(delivery=delivery, now=now).refusal()
        if refusal is None:
            Delivery.objects.filter(pk=delivery.pk).update(publish_started_at=now)
            return Go(lease_until=now + lease)
        over = transitions.called_off(delivery, DeliveryState.CANCELLED, reason=refusal.reason.value)
        publishing.write(claim, over, line=Line(step=Step.BEGIN), now=now)
        return refusal

    patch.setattr(publishing, "begin_publish", begin_publish)
    patch.setattr(publishing, "COMPLETED_FROM", {*publishing.COMPLETED_FROM, DeliveryState.PREPARED})
    patch.setattr(outcomes, "UNKNOWN_FROM", {*outcomes.UNKNOWN_FROM, DeliveryState.PREPARED})


def ignores_fences(patch: pytest.MonkeyPatch) -> None:
    """Let whoever lost the lease write all the same."""

    def held_by_anybody(claim: Claim, *, states: Collection[str]) -> Delivery:
        del states
        return locked(Delivery.objects.filter(pk=claim.delivery_id)).get()

    def write(claim: Claim, change: transitions.Change, *, line: Line, now: datetime) -> None:
        del line
        Delivery.objects.filter(pk=claim.delivery_id).update(**change, updated_at=now)

    for module in (outcomes, preparing, publishing):
        patch.setattr(module, "held", held_by_anybody)
        patch.setattr(module, "write", write)


def sends_after_withdrawal(patch: pytest.MonkeyPatch) -> None:
    """Send what was claimed, whatever has become of the page."""
    patch.setattr(Gate, "_withdrawn", lambda _: None)


def forgets_doubts(patch: pytest.MonkeyPatch) -> None:
    """Take the refusal of a second call for an answer to the first one."""
    patch.setattr(Delivery, "is_in_doubt", property(lambda _: False))


def trusts_one_look(patch: pytest.MonkeyPatch) -> None:
    """Build anew what was not there at first sight."""

    def not_found(*_: Any, now: datetime, **__: Any) -> transitions.Change:
        return {
            "state": DeliveryState.WAITING,
            "publish_started_at": None,
            "next_attempt_at": now,
            **transitions.RELEASED,
        }

    patch.setattr(transitions, "not_found", not_found)


NAIVE: tuple[Callable[[pytest.MonkeyPatch], None], ...] = (
    publishes_again,
    commits_after_the_call,
    ignores_fences,
    sends_after_withdrawal,
    forgets_doubts,
    trusts_one_look,
)
