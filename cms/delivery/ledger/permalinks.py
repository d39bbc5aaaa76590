from datetime import datetime

from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.holding import Claim, LeaseLostError


def record_permalink(claim: Claim, permalink: str, *, now: datetime) -> None:
    """Store where a published post can be seen, which a platform may tell late. Raises LeaseLostError."""
    mine = Delivery.objects.published().filter(pk=claim.delivery_id, fence=claim.fence)
    if not mine.update(permalink=permalink, updated_at=now):
        raise LeaseLostError(claim.delivery_id)
