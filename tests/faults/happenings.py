import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection, transaction
from wagtail.models import Page

from cms.delivery.ledger.states import BEFORE_PUBLISHING
from cms.delivery.models import ChannelAccount, Delivery
from cms.pages.posts import Post
from publications.models import StatementPage
from tests.faults.databases import Database
from tests.faults.moved_clock import ClockFile
from tests.faults.senders import Senders
from tests.faults.vendors import CONTAINER_FAILURES, Vendors

JUMPS = (timedelta(minutes=-7), timedelta(minutes=-1), timedelta(seconds=90), timedelta(minutes=12))

FROZEN_SECONDS = 1.5


@dataclass(kw_only=True)
class Happenings:
    """What goes on while posts go out, by the lot: machines fail, clocks are wrong, and people change their minds."""

    lot: random.Random
    senders: Senders
    vendors: Vendors
    clock: ClockFile
    database: Database
    counts: Counter[str] = field(default_factory=Counter)
    # How often each withdrawn delivery had been allowed to go out by the time its withdrawal was there for all.
    withdrawn: dict[int, int] = field(default_factory=dict)

    def plan(self, *, kills: int, crashes: int, others: int) -> list[Callable[[], None]]:
        """Return all that is to happen, in its order."""
        also = (self.jump, self.set_right, self.withdraw, self.edit, self.withdraw, self.fail_containers, self.freeze)
        planned = [self.kill] * (kills // 2) + [self.kill_after_effect] * (kills // 4) + [self.crash] * crashes
        planned += [also[number % len(also)] for number in range(others)]
        self.lot.shuffle(planned)
        return planned

    def kill(self) -> None:
        self.senders.kill(self.lot.randrange(10))

    def kill_after_effect(self) -> None:
        """Kill all who are sending as soon as a vendor has done something, which is the worst of moments."""
        self.vendors.after_next_effect(self.senders.kill_all)

    def freeze(self) -> None:
        """Let one sender sleep beyond its lease, and come back while another may have what it had."""
        self.counts["freezes"] += 1
        process = self.senders.freeze(self.lot.randrange(10))
        self.clock.advance(timedelta(minutes=2))
        # Nothing here may ask the database meanwhile: the sleeper may hold a lock.
        time.sleep(FROZEN_SECONDS)
        if process is not None:
            self.senders.wake(process)

    def jump(self) -> None:
        self.counts["clock jumps"] += 1
        self.clock.jump(self.lot.choice(JUMPS))

    def set_right(self) -> None:
        self.counts["clock jumps"] += 1
        self.clock.jump(timedelta(0))

    def crash(self) -> None:
        close_connections()
        if self.database.crash():
            self.counts["database crashes"] += 1

    def fail_containers(self) -> None:
        self.counts["container failures"] += 3
        self.vendors.instagram.switches.failing_with += self.lot.choices(CONTAINER_FAILURES, k=3)

    def withdraw(self) -> None:
        """Take back a page, or its channel, that has not gone out by what can be seen."""
        begun = Delivery.objects.filter(state__in=BEFORE_PUBLISHING, operation="publish").exclude(pk__in=self.withdrawn)
        keys = list(begun.order_by("next_attempt_at").values_list("pk", flat=True)[:40])
        if not keys:
            return
        delivery = Delivery.objects.get(pk=self.lot.choice(keys))
        if self.lot.random() < 0.5:
            Page.objects.filter(pk=delivery.source).update(live=False)
        else:
            Post.objects.filter(page=delivery.source, channel=delivery.channel).update(is_enabled=False)
        self.counts["withdrawals"] += 1
        self.withdrawn[delivery.pk] = _tries_after_all(delivery)

    def edit(self) -> None:
        """Change the words of a page that is about to go out, or has gone out, and publish it again."""
        withdrawn = Delivery.objects.filter(pk__in=self.withdrawn).values("source")
        pages = list(StatementPage.objects.exclude(pk__in=withdrawn))
        if not pages:
            return
        self.counts["edits"] += 1
        page = self.lot.choice(pages)
        page.title = f"{page.title.partition(',')[0]}, Fassung {self.counts['edits']}"
        page.save_revision().publish()

    def reconnect(self) -> None:
        """Act as whoever holds the accounts: tokens that were refused are renewed."""
        parked = ChannelAccount.objects.exclude(health="ok")
        self.counts["reconnections"] += parked.update(health="ok", problem="", blocked_until=None)


def close_connections() -> None:
    """Let go of all connections, those in the pool too: they end with the server."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]  Of PostgreSQL alone.


@transaction.atomic
def _tries_after_all(delivery: Delivery) -> int:
    """Return how often it was allowed to go out. Whoever passed the gate before holds the account until that is stored,
    so that this waits for it; whoever comes after has to find the withdrawal."""
    list(ChannelAccount.objects.select_for_update().filter(pk=delivery.account_id))
    return Delivery.objects.get(pk=delivery.pk).publish_tries
