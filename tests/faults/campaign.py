import argparse
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db.models import Count, Min, Q, Sum

from cms.delivery.ledger.states import OPEN, DeliveryState
from cms.delivery.models import Delivery
from cms.pages.posts import Post
from tests.factories.site import make_site, make_statement
from tests.faults.accounts import Accounts
from tests.faults.content import Content
from tests.faults.databases import Database
from tests.faults.happenings import Happenings
from tests.faults.moved_clock import ClockFile
from tests.faults.senders import senders
from tests.faults.vendors import TOO_LATE, Vendors, vendors
from tests.faults.verdict import Verdict

LOOK_SECONDS = 0.25
# A run is given up when the ledger has written nothing for so long: longer than a database takes to come back.
STALLED_SECONDS = 300
# Pages of their own making, which the ledger plans by itself and which are changed meanwhile.
STATEMENTS = 12
# How much of all deliveries are over before things begin and cease to happen.
BEGINS, ENDS = 0.02, 0.95
STILL = [state for state in OPEN if state != DeliveryState.NEEDS_DECISION]
COMMAND = ("deliver", "--once", "--json", "--timeout", "0.6")


@dataclass
class Progress:
    """How far the ledger is, and whether it still goes on, however slow the machine is."""

    left: int = 0
    _claims: int = 0
    _since: float = field(default_factory=time.monotonic)

    def look(self) -> None:
        found = Delivery.objects.aggregate(left=Count("pk", filter=Q(state__in=STILL)), claims=Sum("fence"))
        if found["claims"] != self._claims:
            self._claims, self._since = found["claims"], time.monotonic()
        self.left = found["left"]

    @property
    def is_stalled(self) -> bool:
        return time.monotonic() - self._since > STALLED_SECONDS


@dataclass(kw_only=True)
class Campaign:
    """One run: content, vendors, senders, and what befalls them."""

    lot: random.Random
    database: Database
    clock: ClockFile
    folder: Path
    seconds: float
    # One with a rule less, which has to be found out; see tests.cms.delivery.ledger.naive_ledgers.
    ledger: str

    def run(self, options: argparse.Namespace) -> dict[str, Any]:
        began = time.monotonic()
        call_command("migrate", verbosity=0)
        with vendors(self.clock) as there:
            self._make_content(there, options.deliveries)
            made = time.monotonic()
            there.go_wrong(seed=options.seed)
            arguments = COMMAND if options.sender == "deliver" else ("naive", options.sender)
            log = self.folder / "senders.log"
            with senders(count=2, arguments=arguments, ledger=self.ledger, log=log) as sending:
                happenings = Happenings(
                    lot=self.lot, senders=sending, vendors=there, clock=self.clock, database=self.database
                )
                planned = happenings.plan(kills=options.kills, crashes=options.crashes, others=options.others)
                is_finished = self._watch(happenings, planned, total=options.deliveries)
            # What a vendor does late, it has done by then.
            time.sleep(TOO_LATE)
            found = Verdict(vendors=there, withdrawn=happenings.withdrawn).as_data()
            counts = {**happenings.counts, "kills": sending.kills, "starts": sending.starts}
            seconds = {
                "content": round(made - began),
                "sending": round(time.monotonic() - made),
                "processor of senders": sending.processor_seconds,
                "processor of vendors": round(time.process_time()),
            }
            return {
                "is_finished": is_finished,
                **found,
                "happened": counts,
                "calls": there.calls(),
                "seed": options.seed,
                "seconds": seconds,
            }

    @staticmethod
    def _make_content(there: Vendors, count: int) -> None:
        site = make_site()
        accounts = Accounts(vendors=there).make()
        content = Content(parent=site.german, pictures=there.pictures(4))
        content.make(accounts, count, within=timedelta(minutes=10))
        for number in range(STATEMENTS):
            page = make_statement(site.statements, title=f"Erklärung {number}", slug=f"erklaerung-{number}")
            Post.objects.create(page=page, channel="telegram", is_enabled=True)
            page.save_revision().publish()

    def _watch(self, happenings: Happenings, planned: list[Callable[[], None]], *, total: int) -> bool:
        """Let things happen as posts go out, until nothing goes on by itself any more. Say whether it came to that."""
        done, deadline, progress = 0, time.monotonic() + self.seconds, Progress()
        while time.monotonic() < deadline and not progress.is_stalled:
            happenings.senders.keep_running()
            progress.look()
            share = (1 - progress.left / total - BEGINS) / (ENDS - BEGINS)
            if done < len(planned) and done < share * len(planned):
                planned[done]()
                done += 1
            elif progress.left == 0:
                return True
            else:
                self._pass_time(happenings)
            time.sleep(LOOK_SECONDS)
        return False

    def _pass_time(self, happenings: Happenings) -> None:
        """Skip the time in which nobody has anything to do."""
        happenings.reconnect()
        now = self.clock.sender_now()
        if Delivery.objects.due(now).exists():
            return
        waiting = Delivery.objects.filter(state__in=STILL)
        nexts = waiting.filter(Q(lease_until=None)).aggregate(least=Min("next_attempt_at"))["least"]
        held = waiting.exclude(lease_until=None).aggregate(least=Min("lease_until"))["least"]
        least = min((moment for moment in (nexts, held) if moment), default=None)
        if least is not None:
            self.clock.advance(max(timedelta(minutes=1), min(least - now, timedelta(minutes=5))))
