import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cms.delivery.worker.acts import act, problem_with
from cms.delivery.worker.ledger import LeaveAloneError, Ledger
from cms.delivery.worker.telling import Tell
from cms.delivery.worker.work import Standing, Work
from cms.transports.posting import (
    Absent,
    Live,
    Observation,
    Outcome,
    Prepared,
    PushTransport,
    ReasonClass,
    Receipt,
    Refusal,
    Unknown,
)

log = logging.getLogger(__name__)

# Whoever stops between two steps leaves the delivery to others after so many seconds, the shortest there is.
LEFT_SECONDS = 30
# Nothing is looked for again at once, whatever a transport thinks.
SHORTEST_WAIT = 15.0
# Of a lease, before it is renewed.
ENOUGH = 0.6


@dataclass(kw_only=True)
class Sending:
    """Carries one delivery as far as it goes now.

    It may be killed at any point. Whatever is made at the vendor is stored before it is used, the irreversible call
    comes after its beginning is stored, and after it nothing but looking is done.
    """

    ledger: Ledger
    transport: PushTransport
    work: Work
    clock: Callable[[], datetime]
    tell: Tell
    is_stopped: Callable[[], bool]
    standing: Standing = field(init=False)
    _until: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.standing = self.work.standing
        self._until = self.clock() + timedelta(seconds=self.ledger.lease_seconds)

    def run(self) -> Standing:
        """Return how far it came. Raises what a client raises when the ledger is not to be reached."""
        try:
            if self.standing.state == "UNCONFIRMED":
                self._look()
            else:
                self._prepare()
                if self._may_publish():
                    self._publish()
        except LeaveAloneError as error:
            self.tell("left", message=str(error))
        return self.standing

    def _prepare(self) -> None:
        while self.standing.state == "PREPARING" and self.standing.is_held:
            if self.is_stopped():
                self.ledger.renew(self.work, seconds=LEFT_SECONDS)
                return
            self._hold()
            found = self._step()
            if isinstance(found, Refusal):
                self._told("refused", self.ledger.report_failure(self.work, found))
            else:
                self._told("prepared", self.ledger.record_handle(self.work, found))

    def _may_publish(self) -> bool:
        """Pass the last gate."""
        if self.standing.state != "PREPARED" or not self.standing.is_held:
            return False
        if self.is_stopped():
            self.ledger.renew(self.work, seconds=LEFT_SECONDS)
            return False
        if problem := problem_with(self.work):
            self._told("refused", self.ledger.report_failure(self.work, problem))
            return False
        began = self.clock()
        kept_back = self.ledger.begin(self.work)
        if kept_back is not None:
            self.tell("kept back", message=kept_back.message, reason=kept_back.reason, retry_at=kept_back.retry_at)
            return False
        self._until = began + timedelta(seconds=self.ledger.lease_seconds)
        return True

    def _publish(self) -> None:
        if self.clock() >= self._until - self._margin:
            reason = "It took so long to be allowed that the lease was almost over. Nothing was sent."
            late = Refusal(reason_class=ReasonClass.RETRY, code="worker.too_slow", reason=reason)
            self._told("refused", self.ledger.report_failure(self.work, late))
            return
        self.tell("sending")
        found = self._act()
        if isinstance(found, Receipt):
            self._told("sent", self.ledger.complete(self.work, found))
            self._link(found)
        elif isinstance(found, Refusal):
            self._told("refused", self.ledger.report_failure(self.work, found))
        else:
            self._told("in doubt", self.ledger.report_unknown(self.work, found, wait=max(found.wait, 1)))

    def _look(self) -> None:
        found = self._sighting()
        if isinstance(found, Live):
            self._told("found", self.ledger.complete(self.work, found))
            self._link(found)
        elif isinstance(found, Absent):
            self._told("not there", self.ledger.report_absent(self.work, found))
        else:
            wait = max(found.wait, SHORTEST_WAIT)
            self._told("in doubt", self.ledger.report_unknown(self.work, found, wait=wait))

    def _step(self) -> Prepared:
        payload, handle = self.work.payload, self.standing.handle
        try:
            return self.transport.prepare(payload, key=self.work.id, handle=handle, now=self.clock())
        except Exception:
            log.exception("Preparing delivery %s failed", self.work.id)
            reason = "Preparing it failed because of an error of ours, which is in the log."
            return Refusal(reason_class=ReasonClass.RETRY, code="worker.error", reason=reason)

    def _act(self) -> Outcome:
        try:
            return act(self.work, self.transport, handle=self.standing.handle, now=self.clock())
        except Exception:
            # It may have happened after the request was written.
            log.exception("Publishing delivery %s failed", self.work.id)
            return Unknown(
                reason="An error of ours, which is in the log, hides what became of it.", code="worker.error"
            )

    def _sighting(self) -> Observation:
        bound = self.ledger.taken_remote_ids(self.work)
        now = self.clock()
        try:
            return self.transport.observe(
                self.work.payload,
                handle=self.standing.handle,
                attempted_at=self.work.publish_started_at or now,
                now=now,
                bound=bound,
            )
        except Exception:
            log.exception("Looking for delivery %s failed", self.work.id)
            return Unknown(reason="Looking for it failed because of an error of ours, which is in the log.", wait=60)

    def _link(self, found: Receipt | Live) -> None:
        """Add the public address where the answer did not say it. Nothing depends on it."""
        if self.standing.state != "PUBLISHED" or found.permalink or not found.remote_id:
            return
        try:
            link = self.transport.permalink(remote_id=found.remote_id, handle=found.handle)
        except Exception:
            log.exception("The address of delivery %s was not told", self.work.id)
            return
        if link:
            self._told("linked", self.ledger.record_permalink(self.work, link))

    def _hold(self) -> None:
        lease = self.ledger.lease_seconds
        if self._until - self.clock() < timedelta(seconds=lease * ENOUGH):
            self.ledger.renew(self.work, seconds=lease)
            self._until = self.clock() + timedelta(seconds=lease)

    @property
    def _margin(self) -> timedelta:
        return timedelta(seconds=self.ledger.lease_seconds * (1 - ENOUGH))

    def _told(self, event: str, standing: Standing) -> None:
        self.standing = standing
        self.tell(event, state=standing.state, message=standing.problem, permalink=standing.permalink)
