from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.delivery.ledger.posts import payload_fields
from cms.delivery.models import ChannelAccount, Delivery
from cms.delivery.worker.clients import Client, Patient
from cms.delivery.worker.in_process import InProcessClient
from cms.delivery.worker.ledger import Ledger
from cms.delivery.worker.places import Here
from cms.delivery.worker.rounds import Round, Tally
from cms.pages.posts import Post
from cms.transports.posting import Payload
from cms.transports.wire import Timeouts
from tests.cms.transports.samples import TIMEOUTS
from tests.factories.desk import make_account, make_delivery, make_post
from tests.factories.site import NOW, Site, make_statement
from tests.stand_ins.clock import Clock


@dataclass(kw_only=True)
class Rig:
    """A worker, a ledger, and vendors that have the same clock."""

    clock: Clock
    account: ChannelAccount
    page: Page
    timeouts: Timeouts = TIMEOUTS
    client: Client | None = None
    told: list[tuple[str, Any]] = field(default_factory=list)
    is_stopped: bool = False

    @classmethod
    def of(cls, site: Site, channel: str, values: Mapping[str, str], *, external_id: str, clock: Clock) -> "Rig":
        account = make_account(channel, external_id=external_id)
        account.store_credentials(values, now=timezone.now())
        page: Page = make_statement(site.statements)
        Post.objects.create(page=page, channel=channel, is_enabled=True)
        return cls(clock=clock, account=account, page=page)

    def plan(self, payload: Payload, **fields: Any) -> Delivery:
        post = make_post(self.page, self.account, publish_at=NOW, **payload_fields(payload))
        return make_delivery(self.page, channel=self.account.channel, due_at=NOW, post=post, **fields)

    def round(self) -> Tally:
        place = Here(clock=self.clock.now, environment={}, timeouts=self.timeouts)
        client = self.client or Patient(client=InProcessClient(clock=self.clock.now), pauses=())
        return Round(
            ledger=Ledger(client=client, worker="rig", lease_seconds=180),
            open=place.open,
            clock=self.clock.now,
            tell=self.tell,
            is_stopped=lambda: self.is_stopped,
        ).run()

    def rounds(self, count: int, *, seconds: float) -> list[str]:
        """Go round so often, with time in between, and return the states of the deliveries that were taken on."""
        found: list[str] = []
        for _ in range(count):
            found += list(self.round().states)
            self.clock.advance(seconds=seconds)
        return found

    def tell(self, event: str, **fields: Any) -> None:
        self.told.append((event, fields))

    @property
    def events(self) -> list[str]:
        return [event for event, _ in self.told]


def state(delivery: Delivery) -> str:
    delivery.refresh_from_db()
    return delivery.state
