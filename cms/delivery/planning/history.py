from dataclasses import dataclass
from typing import Self

from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.posts import SocialPost
from cms.delivery.ledger.states import IN_DOUBT, OPEN, WITHOUT_EFFECT, DeliveryState, Operation

SPEAKING = (Operation.PUBLISH, Operation.EDIT)
ACCOUNT_RETIRED = "account_retired"
# Why something was called off that is planned again once its page, or an account for it, is back.
COMES_AGAIN = ("withdrawn", ACCOUNT_RETIRED)


@dataclass(frozen=True, kw_only=True)
class History:
    """What was done for a page at an account, the oldest first."""

    deliveries: tuple[Delivery, ...]

    @classmethod
    def of(cls, *, account: ChannelAccount, source: int) -> Self:
        found = Delivery.objects.filter(account=account, source=source).select_related("post").order_by("pk")
        return cls(deliveries=tuple(found))

    @property
    def is_unsettled(self) -> bool:
        """Whether something is just going out or away, or nobody knows whether it did."""
        is_leaving = any(each.operation == Operation.DELETE and each.state in OPEN for each in self.deliveries)
        return is_leaving or any(each.state in {DeliveryState.PUBLISHING, *IN_DOUBT} for each in self.deliveries)

    @property
    def standing(self) -> tuple[Delivery, ...]:
        """What came after the last deletion: what readers see, and what is to come."""
        gone = [
            number
            for number, each in enumerate(self.deliveries, start=1)
            if each.operation == Operation.DELETE and each.state == DeliveryState.PUBLISHED
        ]
        return self.deliveries[gone[-1] :] if gone else self.deliveries

    @property
    def current(self) -> Delivery | None:
        """The newest that says something and is not over without effect."""
        found = (each for each in reversed(self.standing) if each.operation in SPEAKING)
        return next((each for each in found if each.state not in WITHOUT_EFFECT), None)

    @property
    def root(self) -> Delivery | None:
        """The post that stands, which changes name."""
        published = (each for each in self.standing if each.operation == Operation.PUBLISH)
        return next((each for each in published if each.state == DeliveryState.PUBLISHED), None)

    def was_tried(self, post: SocialPost) -> bool:
        """Say whether this post came to nothing before. What was withdrawn comes again with its page or account."""
        publishing = [each for each in self.deliveries if each.operation == Operation.PUBLISH]
        last = publishing[-1] if publishing else None
        if last is None or last.state not in WITHOUT_EFFECT or last.reason in COMES_AGAIN:
            return False
        return (last.post.payload_hash, last.post.publish_at) == (post.payload_hash, post.publish_at)

    def next_sequence(self, operation: Operation) -> int:
        return max((each.sequence for each in self.deliveries if each.operation == operation), default=0) + 1
