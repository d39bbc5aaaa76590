import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from cms.delivery.worker.clients import Client, Data
from cms.delivery.worker.work import Account, Standing, Work, written
from cms.transports.posting import Absent, Live, Progress, Receipt, Refusal, Unknown

# What a report may hold of a text.
LONGEST_REASON = 2000


class LeaveAloneError(Exception):
    """Somebody else holds the delivery by now, or a person has decided."""


@dataclass(frozen=True, kw_only=True)
class NotNow:
    """The last gate keeps a delivery back."""

    reason: str
    message: str
    retry_at: str | None


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """What the ledger can be told and asked. Each call of a mutation gets an id of its own, under which it counts once.

    Every method that writes raises LeaveAloneError, and all raise what a client raises.
    """

    client: Client
    worker: str
    lease_seconds: int

    def accounts(self) -> list[Account]:
        """Return the accounts for which there is something to claim."""
        return [Account.read(each) for each in self.client.execute("accounts", {})["deliveryAccounts"]]

    def due(self, account: Account) -> list[Work]:
        return [Work.read(each) for each in self.client.execute("due", {"account": account.id})["dueDeliveries"]]

    def claim(self, account: Account) -> Work | None:
        """Take on one delivery, as a lease on more would run out while the first is worked on."""
        wanted = {"account": account.id, "limit": 1, "worker": self.worker, "leaseSeconds": self.lease_seconds}
        claims = self._do("claim", "claimDeliveries", wanted)["claims"]
        return Work.read(claims[0]["delivery"], fence=claims[0]["fence"]) if claims else None

    def renew(self, work: Work, *, seconds: int) -> None:
        _checked(self._do("renew", "renewLease", {**_held(work), "leaseSeconds": seconds}))

    def record_handle(self, work: Work, progress: Progress) -> Standing:
        said = {"isReady": progress.is_ready, "waitSeconds": float(progress.wait), "answer": written(progress.answer)}
        return self._report("handle", "recordHandle", work, handle=json.dumps(progress.handle), **said)

    def begin(self, work: Work) -> NotNow | None:
        """Pass the last gate, or say why not. An answer to a repetition of this very call is as good as the first."""
        wanted = {**_held(work), "leaseSeconds": self.lease_seconds}
        found = _checked(self._do("begin", "beginPublish", wanted))
        if found["__typename"] == "PublishGo":
            return None
        return NotNow(reason=found["reason"], message=found["message"], retry_at=found["retryAt"])

    def complete(self, work: Work, found: Receipt | Live) -> Standing:
        return self._report(
            "complete",
            "completePublish",
            work,
            remoteId=found.remote_id,
            permalink=found.permalink,
            handle=json.dumps(found.handle) if found.handle else "",
            wasSeen=isinstance(found, Live),
            answer=written(found.answer),
        )

    def record_permalink(self, work: Work, permalink: str) -> Standing:
        return self._report("permalink", "recordPermalink", work, permalink=permalink)

    def report_failure(self, work: Work, refusal: Refusal) -> Standing:
        return self._report(
            "failure",
            "reportFailure",
            work,
            failureClass=refusal.reason_class.name,
            code=refusal.code,
            reason=refusal.reason[:LONGEST_REASON],
            isDefinite=True,
            retryAfter=refusal.retry_after,
            handle=None if refusal.handle is None else json.dumps(refusal.handle),
            answer=written(refusal.answer),
        )

    def report_unknown(self, work: Work, unknown: Unknown, *, wait: float) -> Standing:
        return self._report(
            "unknown",
            "reportUnknown",
            work,
            code=unknown.code or "unknown",
            reason=unknown.reason[:LONGEST_REASON],
            waitSeconds=wait,
            failureClass=unknown.reason_class.name if unknown.reason_class else None,
            answer=written(unknown.answer),
        )

    def report_absent(self, work: Work, absent: Absent) -> Standing:
        said = {"canPublishAgain": absent.can_publish_again, "waitSeconds": float(absent.wait)}
        reason = absent.evidence[:LONGEST_REASON]
        return self._report("absent", "reportAbsent", work, evidence=reason, answer=written(absent.answer), **said)

    def taken_remote_ids(self, work: Work) -> Collection[str]:
        found: list[str] = self.client.execute("taken", {"id": work.id})["delivery"]["takenRemoteIds"]
        return frozenset(found)

    def _report(self, name: str, field: str, work: Work, **values: Any) -> Standing:
        return Standing.read(_checked(self._do(name, field, {**_held(work), **values}))["delivery"])

    def _do(self, name: str, field: str, values: Data) -> Data:
        answer: Data = self.client.execute(name, {"input": {**values, "operationId": str(uuid4())}})[field]
        return answer


def _held(work: Work) -> Data:
    return {"delivery": work.id, "fence": work.fence}


def _checked(answer: Data) -> Data:
    if answer["__typename"] == "DeliveryConflict":
        raise LeaveAloneError(answer["message"])
    return answer
