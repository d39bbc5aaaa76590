from datetime import datetime
from typing import Any

from cms.delivery.ledger.claims import claim
from cms.delivery.ledger.holding import Claim
from cms.delivery.ledger.preparing import record_handle
from cms.delivery.ledger.publishing import begin_publish
from cms.delivery.ledger.refusals import Go
from cms.delivery.models import ChannelAccount, Delivery
from cms.transports.posting import Progress

READY = Progress(handle={"container": "1"}, is_ready=True)


def take(*, now: datetime, worker: str = "one", limit: int = 10) -> list[Claim]:
    """Claim what is due at all accounts."""
    accounts = list(ChannelAccount.objects.values_list("pk", flat=True))
    return claim(worker=worker, now=now, limit=limit, accounts=accounts)


def prepared(*, now: datetime) -> Claim:
    """Claim the only delivery that is due and prepare it."""
    (taken,) = take(now=now)
    record_handle(taken, READY, now=now)
    return taken


def publishing(*, now: datetime) -> Claim:
    """Claim the only delivery that is due and bring it past the last gate."""
    taken = prepared(now=now)
    found = begin_publish(taken, now=now)
    assert isinstance(found, Go)
    return taken


def column(delivery: Delivery, name: str) -> Any:
    """Return what the database holds."""
    return Delivery.objects.values_list(name, flat=True).get(pk=delivery.pk)
