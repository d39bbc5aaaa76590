from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cms.delivery.ledger.claims import claim
from cms.delivery.ledger.decisions import leave, send_anew, settle_as_live
from cms.delivery.ledger.holding import Claim, LeaseLostError, WrongStateError
from cms.delivery.ledger.outcomes import report_absent, report_failure, report_unknown
from cms.delivery.ledger.preparing import record_handle
from cms.delivery.ledger.publishing import begin_publish, complete_publish
from cms.delivery.ledger.refusals import Go
from cms.delivery.models import ChannelAccount, Delivery
from cms.transports.posting import Absent, Live, Progress, ReasonClass, Receipt, Refusal, Unknown
from tests.factories.desk import make_delivery
from tests.factories.site import NOW

KINDS = st.sampled_from([ReasonClass.RETRY, ReasonClass.NEW_HANDLE, ReasonClass.CONTENT])
ANSWERS = st.sampled_from(["receipt", "lost", "never left", "refused", "crash"])
# Looking twice, beginning, and what a refusal in between may add.
MOST_STEPS = 6
STALE = (LeaseLostError, WrongStateError)


@dataclass
class Platform:
    """What readers see. A handle is published once, however often somebody tries, as containers are."""

    live: dict[str, str] = field(default_factory=dict)

    def publish(self, handle: str, *, source: str) -> str:
        return self.live.setdefault(handle, source)


@dataclass
class Worker:
    """What a worker believes, which may be long out of date."""

    name: str
    claim: Claim | None = None
    may_call: bool = False
    # What it was allowed to publish.
    handle: str = ""


class Machine(RuleBasedStateMachine):
    """Workers that lose answers, freeze, and come back late; people who look and decide."""

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.now: datetime = NOW
        self.platform = Platform()
        self.workers = [Worker(name="one"), Worker(name="two")]
        self.handles = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @rule(minutes=st.sampled_from([1, 6, 6]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes, seconds=1)
        # What blocks the account is not what is tried here.
        ChannelAccount.objects.update(health="ok", blocked_until=None)

    @precondition(lambda _: not Delivery.objects.open().exists())
    @rule()
    def the_page_is_to_go_out_again(self) -> None:
        last = Delivery.objects.filter(operation="publish").latest("pk")
        assert last.page is not None
        if last.state == "published":
            gone = {"operation": "delete", "follows": last, "publish_started_at": last.publish_started_at}
            make_delivery(last.page, due_at=self.now, state="published", **gone)
        make_delivery(last.page, due_at=self.now)

    @rule(number=st.integers(0, 1))
    def works(self, number: int) -> None:
        """Take on what is due, and go on until there is a call to make or nothing to do."""
        worker = self.workers[number]
        if worker.may_call:
            return
        steps = {"preparing": self.prepares, "prepared": self.begins, "unconfirmed": self.looks}
        self.claims(worker)
        for _ in range(MOST_STEPS):
            if worker.may_call or worker.claim is None or self.state_of(worker) not in steps:
                return
            steps[self.state_of(worker)](number)
            self.now += timedelta(seconds=1)

    @rule(number=st.integers(0, 1), answer=ANSWERS, kind=KINDS)
    def makes_the_call(self, number: int, answer: str, kind: ReasonClass) -> None:
        """Make the call that was allowed, perhaps long ago, when the lease is over."""
        if self.workers[number].may_call:
            self.calls(number, answer, kind)

    def claims(self, worker: Worker) -> None:
        accounts = list(ChannelAccount.objects.values_list("pk", flat=True))
        taken = claim(worker=worker.name, now=self.now, limit=1, accounts=accounts)
        worker.claim = taken[0] if taken else None

    def prepares(self, number: int) -> None:
        self.handles += 1
        progress = Progress(handle={"container": str(self.handles)}, is_ready=True)
        self.write(number, lambda held: record_handle(held, progress, now=self.now))

    def begins(self, number: int) -> None:
        worker = self.workers[number]
        found = self.write(number, lambda held: begin_publish(held, now=self.now))
        if isinstance(found, Go) and worker.claim:
            worker.may_call, worker.handle = True, self.handle_of(worker.claim.delivery_id)

    def calls(self, number: int, answer: str, kind: ReasonClass) -> None:
        """Make the call and report it, or not."""
        worker = self.workers[number]
        assert worker.claim is not None
        worker.may_call = False
        delivery = Delivery.objects.get(pk=worker.claim.delivery_id)
        if answer == "refused":
            refusal = Refusal(reason_class=kind, code="x", reason="No.")
            self.write(number, lambda held: report_failure(held, refusal, now=self.now))
            return
        if answer != "never left":
            self.platform.publish(worker.handle, source=f"{delivery.source}/{delivery.sequence}")
        if answer == "receipt":
            self.write(number, lambda held: complete_publish(held, Receipt(remote_id=worker.handle), now=self.now))
        elif answer in {"lost", "never left"}:
            self.write(number, lambda held: report_unknown(held, Unknown(reason="?"), now=self.now))

    @rule(number=st.integers(0, 1), kind=KINDS)
    def fails_to_prepare(self, number: int, kind: ReasonClass) -> None:
        worker = self.workers[number]
        if worker.claim is None or worker.may_call or self.state_of(worker) == "publishing":
            return
        refusal = Refusal(reason_class=kind, code="x", reason="No.")
        self.write(number, lambda held: report_failure(held, refusal, now=self.now))

    def looks(self, number: int) -> None:
        worker = self.workers[number]
        if worker.claim is None or self.state_of(worker) != "unconfirmed":
            return
        handle = self.handle_of(worker.claim.delivery_id)
        if handle in self.platform.live:
            self.write(number, lambda held: complete_publish(held, Live(remote_id=handle), now=self.now))
        else:
            self.write(number, lambda held: report_absent(held, Absent(evidence="no"), now=self.now))

    @precondition(lambda _: Delivery.objects.filter(state="needs_decision").exists())
    @rule(leaves=st.booleans())
    def a_person_decides(self, leaves: bool) -> None:  # noqa: FBT001  Drawn by name.
        delivery = Delivery.objects.filter(state="needs_decision").get()
        handle = delivery.handle.get("container", "")
        pending_call = any(each.may_call for each in self.workers)
        if handle in self.platform.live:
            settle_as_live(delivery.pk, person="anna", now=self.now, remote_id=handle)
        elif leaves or pending_call:
            # A person looks in the app; nobody can see a call that is still on its way, so it is waited for.
            return
        else:
            send_anew(delivery.pk, person="anna", now=self.now)

    @precondition(lambda _: Delivery.objects.filter(state="failed").exists())
    @rule()
    def a_person_lets_it_be(self) -> None:
        leave(Delivery.objects.filter(state="failed").latest("pk").pk, person="anna", now=self.now)

    @invariant()
    def one_effect_at_most(self) -> None:
        seen = list(self.platform.live.values())
        assert len(seen) == len(set(seen)), f"A delivery had two effects: {self.platform.live}"

    @invariant()
    def nothing_live_is_called_failed(self) -> None:
        ended = Delivery.objects.filter(state__in=("failed", "missed", "cancelled"))
        wrong = [each.pk for each in ended if each.handle.get("container") in self.platform.live]
        assert wrong == []

    @invariant()
    def what_is_published_is_live(self) -> None:
        published = Delivery.objects.filter(operation="publish", state="published")
        assert [each.pk for each in published if each.remote_id not in self.platform.live] == []

    def handle_of(self, delivery_id: int) -> str:
        return Delivery.objects.get(pk=delivery_id).handle.get("container", "")

    def state_of(self, worker: Worker) -> str:
        """Return the state that the worker would find, as any of them reads before it acts."""
        assert worker.claim is not None
        return Delivery.objects.get(pk=worker.claim.delivery_id).state

    def write(self, number: int, act: Any) -> Any:
        """Write as a worker does, which is refused whoever lost the lease: then nothing may have changed."""
        worker = self.workers[number]
        if worker.claim is None:
            return None
        before = Delivery.objects.filter(pk=worker.claim.delivery_id).values().get()
        try:
            found = act(worker.claim)
        except STALE:
            found = None
        after = Delivery.objects.filter(pk=worker.claim.delivery_id).values().get()
        is_stale = before["fence"] != worker.claim.fence
        assert not is_stale or after == before, "Who lost the lease has written."
        return found


def test_no_order_of_events_has_two_effects(delivery: Delivery) -> None:
    given = settings(max_examples=100, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck))

    run_state_machine_as_test(Machine, settings=given)
