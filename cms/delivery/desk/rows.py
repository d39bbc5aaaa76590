from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django_stubs_ext import StrOrPromise

from cms.delivery.desk.clocks import clock_of
from cms.delivery.desk.explanations.explanation import Explanation, explanation_of
from cms.delivery.desk.state_words import NOT_OUT, kind_of, sentence_of
from cms.delivery.ledger.states import BEFORE_PUBLISHING
from cms.delivery.models import Delivery, DeliveryState, Operation
from cms.pages.models import CHANNEL_LABELS

# Where a delivery needs a person, and where it is well.
TONES: dict[str, str] = {
    DeliveryState.UNCONFIRMED: "doubt",
    DeliveryState.NEEDS_DECISION: "doubt",
    DeliveryState.FAILED: "bad",
    DeliveryState.MISSED: "bad",
    DeliveryState.PUBLISHED: "good",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A delivery as people read it."""

    delivery: Delivery
    moment: datetime
    clock: str
    explanation: Explanation | None

    @property
    def title(self) -> str:
        return self.delivery.post.title

    @property
    def channel_label(self) -> StrOrPromise:
        return CHANNEL_LABELS.get(self.delivery.channel, self.delivery.channel.capitalize())

    @property
    def sentence(self) -> StrOrPromise:
        # What is kept back does not go out by itself when it is time, whatever it waits for.
        is_kept_back = self.explanation is not None and self.delivery.state in BEFORE_PUBLISHING
        return NOT_OUT if is_kept_back else sentence_of(self.delivery)

    @property
    def kind(self) -> StrOrPromise:
        """Return what it is, where it is no post of its own."""
        return "" if self.delivery.operation == Operation.PUBLISH else kind_of(self.delivery)

    @property
    def permalink(self) -> str:
        """Return where the post can be seen; platforms are not trusted to name nothing but addresses."""
        link = self.delivery.permalink
        return link if link.startswith(("https://", "http://")) else ""

    @property
    def tone(self) -> str:
        return TONES.get(self.delivery.state, "plain")


def row_of(delivery: Delivery, *, now: datetime) -> Row:
    moment = delivery.published_at or delivery.due_at
    clock = clock_of(moment, zone=delivery.account.time_zone)
    return Row(delivery=delivery, moment=moment, clock=clock, explanation=explanation_of(delivery, now=now))


def rows_of(deliveries: Iterable[Delivery], *, now: datetime) -> list[Row]:
    return [row_of(delivery, now=now) for delivery in deliveries]
