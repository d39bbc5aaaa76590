import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from graphql import GraphQLError

from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.ledger import claims, outcomes, permalinks, preparing, publishing
from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.holding import Claim, LeaseLostError, WrongStateError
from cms.delivery.ledger.refusals import Go
from cms.delivery.schema.replays import forget_old
from cms.transports.posting import Absent, Answer, Live, Progress, ReasonClass, Receipt, Refusal, Unknown

Values = Mapping[str, Any]
Result = dict[str, Any]

LEASE_SECONDS = (30, 3600)
MAXIMUM_CLAIMED = 50
MAXIMUM_HANDLE = 20_000


class BadInputError(GraphQLError):
    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": "BAD_USER_INPUT"})


def claim(account: ChannelAccount, values: Values, *, now: datetime) -> Result:
    limit = max(1, min(values["limit"], MAXIMUM_CLAIMED))
    lease, worker = _lease(values), values["worker"][:100]
    taken = claims.claim(worker=worker, now=now, limit=limit, accounts=[account.pk], lease=lease)
    # There is less to claim than to report, so that this is where the answers of yesterday cost least.
    forget_old(now=now)
    until = (now + lease).isoformat()
    found = [{"delivery": each.delivery_id, "fence": each.fence, "lease_until": until} for each in taken]
    return {"type": "DeliveryClaims", "claims": found}


def renew(delivery: Delivery, values: Values, *, now: datetime) -> Result:
    until = claims.renew(_claim(delivery, values), now=now, lease=_lease(values))
    return {"type": "LeaseRenewed", "lease_until": until.isoformat()}


def record_handle(delivery: Delivery, values: Values, *, now: datetime) -> Result:
    progress = Progress(
        handle=_handle(values["handle"]),
        is_ready=values["is_ready"],
        wait=max(0, values["wait_seconds"]),
        answer=_answer(values),
    )
    preparing.record_handle(_claim(delivery, values), progress, now=now)
    return _changed(delivery)


def begin_publish(delivery: Delivery, values: Values, *, now: datetime) -> Result:
    found = publishing.begin_publish(_claim(delivery, values), now=now, lease=_lease(values))
    if isinstance(found, Go):
        until = found.lease_until.isoformat()
        return {"type": "PublishGo", "delivery": delivery.pk, "fence": values["fence"], "lease_until": until}
    retry_at = found.retry_at.isoformat() if found.retry_at else None
    return {"type": "PublishRefused", "reason": found.reason.value, "message": found.problem, "retry_at": retry_at}


def complete_publish(delivery: Delivery, values: Values, *, now: datetime) -> Result:
    known: dict[str, Any] = {
        "remote_id": values["remote_id"][:200],
        "permalink": values["permalink"][:500],
        "handle": _handle(values["handle"]) if values["handle"] else {},
        "answer": _answer(values),
    }
    found = Live(**known) if values["was_seen"] else Receipt(**known)
    publishing.complete_publish(_claim(delivery, values), found, now=now)
    return _changed(delivery)


def report_failure(delivery: Delivery, values: Values, *, now: datetime) -> Result:
    if not values["is_definite"]:
        return report_unknown(delivery, {**values, "wait_seconds": values.get("retry_after") or 0}, now=now)
    refusal = Refusal(
        reason_class=ReasonClass(values["failure_class"]),
        code=values["code"][:60],
        reason=values["reason"],
        retry_after=values.get("retry_after"),
        handle=_handle(values["handle"]) if values.get("handle") else None,
        answer=_answer(values),
    )
    outcomes.report_failure(_claim(delivery, values), refusal, now=now)
    return _changed(delivery)


def report_unknown(delivery: Delivery, values: Values, *, now: datetime) -> Result:
    unknown = Unknown(
        reason=values["reason"],
        code=values["code"][:60],
        wait=max(0, values["wait_seconds"]),
        reason_class=ReasonClass(values["failure_class"]) if values.get("failure_class") else None,
        answer=_answer(values),
    )
    outcomes.report_unknown(_claim(delivery, values), unknown, now=now)
    return _changed(delivery)


def report_absent(delivery: Delivery, values: Values, *, now: datetime) -> Result:
    absent = Absent(
        evidence=values["evidence"],
        can_publish_again=values["can_publish_again"],
        wait=max(0, values["wait_seconds"]),
        answer=_answer(values),
    )
    outcomes.report_absent(_claim(delivery, values), absent, now=now)
    return _changed(delivery)


def record_permalink(delivery: Delivery, values: Values, *, now: datetime) -> Result:
    permalinks.record_permalink(_claim(delivery, values), values["permalink"][:500], now=now)
    return _changed(delivery)


def without_conflict(act: Callable[[], Result]) -> Result:
    """Return what came of it, or the conflict as an answer: it is nothing unexpected."""
    try:
        return act()
    except LeaseLostError as error:
        return conflict("LEASE_LOST", error)
    except WrongStateError as error:
        return conflict("WRONG_STATE", error)


def conflict(code: str, error: Exception) -> Result:
    return {"type": "DeliveryConflict", "code": code, "message": str(error)}


def _changed(delivery: Delivery) -> Result:
    return {"type": "DeliveryChanged", "delivery": delivery.pk}


def _claim(delivery: Delivery, values: Values) -> Claim:
    return Claim(delivery_id=delivery.pk, fence=values["fence"], worker=delivery.lease_owner)


def _lease(values: Values) -> timedelta:
    shortest, longest = LEASE_SECONDS
    return timedelta(seconds=max(shortest, min(values["lease_seconds"], longest)))


def _handle(text: str) -> dict[str, Any]:
    try:
        handle = json.loads(text) if len(text) <= MAXIMUM_HANDLE else None
    except (ValueError, RecursionError):
        handle = None
    if not isinstance(handle, dict):
        message = f"A handle is a JSON object of at most {MAXIMUM_HANDLE} characters."
        raise BadInputError(message)
    return handle


def _answer(values: Values) -> Answer | None:
    given = values.get("answer")
    return Answer(**{name: value for name, value in given.items() if value is not None}) if given else None
