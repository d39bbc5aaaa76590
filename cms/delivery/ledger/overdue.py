from datetime import datetime

from django.utils.translation import gettext

from cms.delivery.ledger import transitions
from cms.delivery.ledger.attempts import Step
from cms.delivery.ledger.deliveries import DeliveryQuerySet
from cms.delivery.ledger.holding import Line, overrule
from cms.delivery.ledger.states import DeliveryState


def give_up_overdue(overdue: DeliveryQuerySet, *, now: datetime) -> int:
    """Mark what is too late as missed, and return how much it was. Nobody wants yesterday's call to a rally."""
    problem = gettext("It was not sent in time, and by now it would come too late.")
    count = 0
    for delivery in overdue:
        change = transitions.called_off(delivery, DeliveryState.MISSED, reason="too_late", problem=problem)
        count += overrule(delivery, change, line=Line(step=Step.CLAIM, problem=problem), now=now)
    return count
