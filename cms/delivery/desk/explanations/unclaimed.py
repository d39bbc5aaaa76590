from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from cms.delivery.desk.explanations.words import Words
from cms.delivery.ledger.states import BEFORE_PUBLISHING
from cms.delivery.models import Delivery, DeliveryState

# Whatever sends looks for work far more often.
LATE = timedelta(minutes=10)

NOT_TAKEN = Words(
    why=_("It should have gone out by now, but no program has taken it on."),
    advice=_("Tell your administrators: the program that sends may not be running. Meanwhile you can post by hand."),
)
CUT_OFF = Words(
    why=_("Sending was cut off in the middle, and no program has looked what became of it."),
    advice=_("Tell your administrators: the program that sends may not be running. It settles this once it runs."),
)
NOT_LOOKED_FOR = Words(
    why=_("Nobody knows whether the post is there, and no program is looking for it."),
    advice=_("Look at the channel and say what you see. Tell your administrators, as the program may not be running."),
)


def of_unclaimed(delivery: Delivery, *, now: datetime) -> Words | None:
    """Explain what lies there though it could be taken on, or return nothing."""
    held_until = delivery.lease_until
    if held_until is not None and held_until > now - LATE:
        return None
    if delivery.state == DeliveryState.PUBLISHING:
        return CUT_OFF if held_until is not None else None
    # What follows another delivery waits for that.
    if delivery.follows_id is not None or delivery.next_attempt_at > now - LATE:
        return None
    if delivery.state == DeliveryState.UNCONFIRMED:
        return NOT_LOOKED_FOR
    return NOT_TAKEN if delivery.state in BEFORE_PUBLISHING else None
