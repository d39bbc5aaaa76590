from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cms.delivery.ledger import publishing
from cms.delivery.ledger.claims import claim
from cms.delivery.ledger.decisions import leave, send_anew, settle_as_live
from cms.delivery.ledger.holding import Claim, LeaseLostError, WrongStateError
from cms.delivery.ledger.outcomes import report_absent, report_failure, report_unknown
from cms.delivery.ledger.preparing import record_handle
from cms.delivery.ledger.publishing import complete_publish
from cms.delivery.ledger.refusals import Go
from cms.delivery.models import ChannelAccount, Delivery
from cms.pages.posts import Post
from cms.transports.posting import Absent, Live, Progress, ReasonClass, Receipt, Refusal, Unknown
from tests.factories.desk import make_delivery
from tests.factories.site import NOW

# What becomes of the call that publishes; who freezes makes it later, when the lease may be over.
AWAKE = ["receipt", "lost", "crash", "never left", "refused", "refused"]
ANSWERS = st.sampled_from(["freezes", "freezes", *AWAKE])
KINDS = st.sampled_from([ReasonClass.CONTENT, ReasonClass.CONTENT, ReasonClass.NEW_HANDLE, ReasonClass.RETRY])
# Preparing, looking until it counts, and beginning.
MOST_STEPS = 12
STALE = (LeaseLostError, WrongStateError)


@dataclass
class Platform:
    """What readers see."""

    # Whether a handle is published once however often somebody tries, as containers are, or each call makes a post.
    is_single_use: bool = False
    # By the ids of posts, which delivery they are of.
    posts: dict[str, str] = field(default_factory=dict)
    of_handles: dict[str, str] = field(default_factory=dict)

    def publish(self, handle: str, *, key: str) -> str:
        if self.is_single_use and handle in self.of_handles:
            return self.of_handles[handle]
        post = str(len(self.posts) + 1)
        self.posts[post] = key
        self.of_handles[handle] = post
        return post

    def post_of(self, key: str) -> str:
        return next((post for post, each in self.posts.items() if each == key), "")


@dataclass
class Worker:
    """What a worker believes, which may be long out of date."""

    name: str
    claim: Claim | None = None
    may_call: bool = False
    # What it was allowed to publish.
    handle: str = ""
    key: str = ""


class Machine(RuleBasedStateMachine):
    """Workers that lose answers, freeze, and come back late; people who look, decide and withdraw."""

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.now: datetime = NOW
        self.platform = Platform()
        self.workers = [Worker(name="one"), Worker(name="two")]
        self.handles = 0
        self.is_withdrawn = False

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @initialize(is_single_use=st.booleans())
    def opens(self, is_single_use: bool) -> None:  # noqa: FBT001  Drawn by name.
        self.platform.is_single_use = is_single_use

    @rule(answer=ANSWERS, kind=KINDS)
    def one_works(self, answer: str, kind: ReasonClass) -> None:
        self.works(self.workers[0], answer, kind)

    @rule(answer=ANSWERS, kind=KINDS)
    def another_works(self, answer: str, kind: ReasonClass) -> None:
        self.works(self.workers[1], answer, kind)

    @precondition(lambda self: any(each.may_call for each in self.workers))
    @rule(answer=st.sampled_from(AWAKE), kind=KINDS)
    def a_frozen_one_wakes(self, answer: str, kind: ReasonClass) -> None:
        """Make the call that was allowed, perhaps long ago."""
        self.calls(next(each for each in self.workers if each.may_call), answer, kind)

    @precondition(lambda self: not self.is_withdrawn)
    @rule()
    def the_page_is_withdrawn(self) -> None:
        self.is_withdrawn = True
        Post.objects.update(is_enabled=False)

    @rule(number=st.integers(0, 1), kind=KINDS)
    def fails_to_prepare(self, number: int, kind: ReasonClass) -> None:
        """Report late what came of preparing."""
        worker = self.workers[number]
        if worker.claim is not None and not worker.may_call and self.state_of(worker) != "publishing":
            self.write(worker, lambda held: report_failure(held, refused(kind), now=self.now))

    @precondition(lambda _: Delivery.objects.filter(state="needs_decision").exists())
    @rule()
    def a_person_decides(self) -> None:
        """Look in the app. Nobody can see a call that is still on its way, so that is waited for."""
        delivery = Delivery.objects.filter(state="needs_decision").get()
        post = self.platform.post_of(key_of(delivery))
        if post:
            settle_as_live(delivery.pk, person="anna", now=self.now, remote_id=post)
        elif not any(each.may_call for each in self.workers):
            send_anew(delivery.pk, person="anna", now=self.now)

    @precondition(lambda _: Delivery.objects.filter(state="failed").exists())
    @rule()
    def a_person_lets_it_be(self) -> None:
        leave(Delivery.objects.filter(state="failed").latest("pk").pk, person="anna", now=self.now)

    @invariant()
    def one_effect_at_most(self) -> None:
        seen = list(self.platform.posts.values())
        assert len(seen) == len(set(seen)), f"A delivery had two effects: {self.platform.posts}"

    @invariant()
    def nothing_live_is_called_over(self) -> None:
        ended = Delivery.objects.filter(state__in=("failed", "missed", "cancelled"))
        assert [each.pk for each in ended if self.platform.post_of(key_of(each))] == []

    @invariant()
    def what_is_published_is_live(self) -> None:
        published = Delivery.objects.filter(operation="publish", state="published")
        wrong = [each.pk for each in published if self.platform.posts.get(each.remote_id) != key_of(each)]
        assert wrong == []

    def works(self, worker: Worker, answer: str, kind: ReasonClass) -> None:
        """Go on until there is a call to make, and make it or freeze. Who is frozen does nothing."""
        if not worker.may_call:
            self.goes_on(worker)
            if worker.may_call and answer != "freezes":
                self.calls(worker, answer, kind)

    def goes_on(self, worker: Worker) -> None:
        if not Delivery.objects.open().exists():
            self.goes_out_again()
        steps = {"preparing": self.prepares, "prepared": self.begins, "unconfirmed": self.looks}
        worker.claim = None
        for _ in range(MOST_STEPS):
            if worker.claim is None or self.state_of(worker) not in steps or not self.is_held(worker):
                self.claims(worker)
            if worker.claim is None:
                return
            if act := steps.get(self.state_of(worker)):
                act(worker)
            if worker.may_call:
                return
            self.now += timedelta(seconds=1)

    def goes_out_again(self) -> None:
        """Let the page come out anew, after what stood of it was deleted."""
        last = Delivery.objects.filter(operation="publish").latest("pk")
        assert last.page is not None
        if last.state == "published":
            gone = {"operation": "delete", "follows": last, "publish_started_at": last.publish_started_at}
            make_delivery(last.page, due_at=self.now, state="published", **gone)
        make_delivery(last.page, due_at=self.now)
        self.is_withdrawn = False
        Post.objects.update(is_enabled=True)

    def claims(self, worker: Worker) -> None:
        """Wait until something is due, and take it on. What blocks the account is not what is tried here."""
        ChannelAccount.objects.update(health="ok", blocked_until=None)
        waiting = Delivery.objects.open().exclude(state="needs_decision")
        least = waiting.aggregate(lease=Min("lease_until"), wait=Min("next_attempt_at"))
        self.now = max([self.now, *(moment for moment in least.values() if moment)])
        accounts = list(ChannelAccount.objects.values_list("pk", flat=True))
        taken = claim(worker=worker.name, now=self.now, limit=1, accounts=accounts)
        worker.claim = taken[0] if taken else None

    def prepares(self, worker: Worker) -> None:
        self.handles += 1
        progress = Progress(handle={"container": str(self.handles)}, is_ready=True)
        self.write(worker, lambda held: record_handle(held, progress, now=self.now))

    def begins(self, worker: Worker) -> None:
        found = self.write(worker, lambda held: publishing.begin_publish(held, now=self.now))
        if isinstance(found, Go) and worker.claim:
            assert not self.is_withdrawn, "A page that was withdrawn may go out."
            delivery = Delivery.objects.get(pk=worker.claim.delivery_id)
            worker.may_call, worker.handle, worker.key = True, handle_of(delivery), key_of(delivery)

    def calls(self, worker: Worker, answer: str, kind: ReasonClass) -> None:
        """Make the call and report it, or not."""
        worker.may_call = False
        if answer == "refused":
            self.write(worker, lambda held: report_failure(held, refused(kind), now=self.now))
            return
        post = "" if answer == "never left" else self.platform.publish(worker.handle, key=worker.key)
        if answer == "receipt":
            self.write(worker, lambda held: complete_publish(held, Receipt(remote_id=post), now=self.now))
        elif answer in {"lost", "never left"}:
            self.write(worker, lambda held: report_unknown(held, Unknown(reason="?"), now=self.now))

    def looks(self, worker: Worker) -> None:
        """Find out by the handle, where it can be told; else nobody can."""
        assert worker.claim is not None
        post = self.platform.of_handles.get(handle_of(Delivery.objects.get(pk=worker.claim.delivery_id)))
        if not self.platform.is_single_use:
            self.write(worker, lambda held: report_unknown(held, Unknown(reason="?", wait=900), now=self.now))
        elif post:
            self.write(worker, lambda held: complete_publish(held, Live(remote_id=post), now=self.now))
        else:
            self.write(worker, lambda held: report_absent(held, Absent(evidence="no"), now=self.now))

    def state_of(self, worker: Worker) -> str:
        """Return the state that the worker would find, as any of them reads before it acts."""
        assert worker.claim is not None
        return Delivery.objects.get(pk=worker.claim.delivery_id).state

    @staticmethod
    def is_held(worker: Worker) -> bool:
        assert worker.claim is not None
        return Delivery.objects.get(pk=worker.claim.delivery_id).lease_until is not None

    def write(self, worker: Worker, act: Any) -> Any:
        """Write as a worker does, which is refused whoever lost the lease: then nothing may have changed."""
        assert worker.claim is not None
        before = Delivery.objects.filter(pk=worker.claim.delivery_id).values().get()
        try:
            found = act(worker.claim)
        except STALE:
            found = None
        after = Delivery.objects.filter(pk=worker.claim.delivery_id).values().get()
        is_stale = before["fence"] != worker.claim.fence
        assert not is_stale or after == before, "Who lost the lease has written."
        return found


def key_of(delivery: Delivery) -> str:
    return f"{delivery.source}/{delivery.sequence}"


def handle_of(delivery: Delivery) -> str:
    return str(delivery.handle.get("container", ""))


def refused(kind: ReasonClass) -> Refusal:
    return Refusal(reason_class=kind, code="x", reason="No.")
