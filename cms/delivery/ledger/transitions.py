from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cms.delivery.ledger import waits
from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.states import DeliveryState, Evidence
from cms.transports.posting import Absent, Progress, ReasonClass, Refusal, Unknown

# The columns that a transition changes. Nothing here reads a clock or writes.
Change = Mapping[str, Any]

# How the code of an unknown outcome ends whose transport has nothing to look at, so that waiting tells nothing more.
CANNOT_LOOK = ".cannot_look"
RELEASED: Change = {"lease_owner": "", "lease_until": None}


def taken(delivery: Delivery, *, now: datetime) -> Change:
    """Return what becomes of a delivery that somebody takes on."""
    if delivery.state == DeliveryState.WAITING:
        return {"state": DeliveryState.PREPARING}
    if delivery.state == DeliveryState.PUBLISHING:
        # Who began it did not come back, and only looking tells what it came to.
        reason = Unknown(reason="Whoever was publishing it did not come back.", code="lease_lost", wait=0)
        return _without_release(doubted(delivery, reason, now=now))
    return {}


def progressed(delivery: Delivery, progress: Progress, *, now: datetime) -> Change:
    """Keep what the transport wants to find again. Who can go on at once keeps the lease."""
    state = DeliveryState.PREPARED if progress.is_ready else DeliveryState.PREPARING
    later = max(now, delivery.due_at) if progress.is_ready else now + timedelta(seconds=progress.wait)
    change = {"state": state, "handle": dict(progress.handle), "next_attempt_at": later, "reason": "", "problem": ""}
    return change if later <= now else {**change, **RELEASED}


def refused(delivery: Delivery, refusal: Refusal, *, now: datetime) -> Change:
    """Return what a definite refusal leads to: it says that this call had no effect, and nothing of earlier ones."""
    kind = refusal.reason_class
    said = {"reason": refusal.code, "problem": refusal.reason}
    tries = delivery.prepare_tries + (kind in (ReasonClass.RETRY, ReasonClass.NEW_HANDLE))
    is_over = kind is ReasonClass.CONTENT or _is_exhausted(delivery, tries=tries)
    is_spent = kind is ReasonClass.NEW_HANDLE and delivery.is_in_doubt
    if is_over or is_spent:
        return {**_ended(delivery), **said, **RELEASED}
    handle = {} if kind is ReasonClass.NEW_HANDLE else delivery.handle
    change: dict[str, Any] = {
        "state": _before(delivery, kind),
        "handle": handle if refusal.handle is None else dict(refusal.handle),
        "prepare_tries": tries,
        "next_attempt_at": _again(refusal, tries=tries, now=now),
    }
    if not delivery.is_in_doubt:
        change["publish_started_at"] = None
    return {**change, **said, **RELEASED}


def doubted(delivery: Delivery, unknown: Unknown, *, now: datetime) -> Change:
    """Return what an unknown outcome leads to: looking, never publishing again by itself."""
    said = {"reason": unknown.code or "unknown", "problem": unknown.reason, **RELEASED}
    if delivery.is_repeatable:
        again = now + max(timedelta(seconds=unknown.wait), waits.SHORTEST_REST)
        return {**said, "state": DeliveryState.PREPARED, "next_attempt_at": again, "publish_started_at": None}
    change = {
        **said,
        "state": DeliveryState.UNCONFIRMED,
        "doubted_at": delivery.doubted_at or delivery.publish_started_at,
        "next_attempt_at": now + timedelta(seconds=unknown.wait),
    }
    began = delivery.publish_started_at or now
    is_in_vain = now - began >= waits.LOOKED_FOR or unknown.code.endswith(CANNOT_LOOK)
    if delivery.state == DeliveryState.UNCONFIRMED and is_in_vain:
        return {**change, "state": DeliveryState.NEEDS_DECISION}
    return change


def not_found(delivery: Delivery, absent: Absent, *, now: datetime) -> Change:
    """Return what looking in vain leads to: the same handle once more, after long enough and seen often enough."""
    began = delivery.publish_started_at or now
    counts = now - began >= waits.ABSENT_AFTER
    sightings = delivery.absent_sightings + counts
    said = {"reason": "absent", "problem": absent.evidence, "absent_sightings": sightings, **RELEASED}
    if sightings < waits.ABSENT_SIGHTINGS:
        wait = max(timedelta(seconds=absent.wait), waits.UNTIL_NEXT_LOOK)
        return {**said, "next_attempt_at": now + wait}
    if not absent.can_publish_again or delivery.publish_tries >= waits.MAXIMUM_DOUBTED_TRIES:
        return {**said, "state": DeliveryState.NEEDS_DECISION}
    return {**said, "state": DeliveryState.PREPARED, "next_attempt_at": now}


def published(*, remote_id: str, permalink: str, evidence: Evidence, now: datetime) -> Change:
    return {
        "state": DeliveryState.PUBLISHED,
        "remote_id": remote_id,
        "permalink": permalink,
        "evidence": evidence,
        "published_at": now,
        "reason": "",
        "problem": "",
        **RELEASED,
    }


def called_off(delivery: Delivery, state: DeliveryState, *, reason: str, problem: str = "") -> Change:
    """End what has not begun; what may have had an effect before goes to a person."""
    end = DeliveryState.NEEDS_DECISION if delivery.is_in_doubt else state
    return {"state": end, "reason": reason, "problem": problem, **RELEASED}


def _ended(delivery: Delivery) -> Change:
    if delivery.is_in_doubt:
        return {"state": DeliveryState.NEEDS_DECISION}
    was_publishing = delivery.state == DeliveryState.PUBLISHING
    return {"state": DeliveryState.FAILED, "evidence": Evidence.REFUSED if was_publishing else ""}


def _is_exhausted(delivery: Delivery, *, tries: int) -> bool:
    return tries >= waits.MAXIMUM_PREPARE_TRIES or delivery.publish_tries >= waits.MAXIMUM_PUBLISH_TRIES


def _before(delivery: Delivery, kind: ReasonClass) -> DeliveryState:
    """Return the state to go on from. A new handle is made while preparing and at no other time."""
    if kind is ReasonClass.NEW_HANDLE:
        return DeliveryState.PREPARING
    was_publishing = delivery.state == DeliveryState.PUBLISHING
    return DeliveryState.PREPARED if was_publishing else DeliveryState(delivery.state)


def _again(refusal: Refusal, *, tries: int, now: datetime) -> datetime:
    if refusal.reason_class is ReasonClass.ACCOUNT:
        return now + waits.UNTIL_ACCOUNT_IS_BACK
    if refusal.reason_class is ReasonClass.THROTTLED:
        return now + max(timedelta(seconds=refusal.retry_after or 0), waits.SHORTEST_REST)
    return waits.after_try(max(tries, 1), now=now, asked=refusal.retry_after)


def _without_release(change: Change) -> Change:
    """Whoever takes it on holds it."""
    return {name: value for name, value in change.items() if name not in RELEASED}
