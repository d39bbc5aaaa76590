from datetime import datetime

from django.db import transaction

from cms.delivery.ledger import transitions
from cms.delivery.ledger.attempts import Step
from cms.delivery.ledger.holding import Claim, Line, held, write
from cms.delivery.ledger.states import DeliveryState
from cms.transports.posting import Progress


@transaction.atomic
def record_handle(claim: Claim, progress: Progress, *, now: datetime) -> DeliveryState:
    """Store what a step of preparing made, before anything is done with it, and return the state.

    Only while preparing: once publishing was tried, the handle stays. Raises LeaseLostError or WrongStateError.
    """
    delivery = held(claim, states={DeliveryState.PREPARING})
    change = transitions.progressed(delivery, progress, now=now)
    write(claim, change, line=Line(step=Step.PREPARE, answer=progress.answer), now=now)
    return DeliveryState(change["state"])
