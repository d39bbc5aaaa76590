from datetime import datetime, timedelta

from django.utils import timezone

from cms.delivery.webhooks.claims import Claim, claim, settle
from cms.delivery.webhooks.models import WebhookDelivery, WebhookEvent
from cms.delivery.webhooks.rules import rules
from cms.delivery.webhooks.sealing import SecretUnreadableError
from cms.transports.webhook import Outcome, Receipt, Request, send

# As many as one sender has on their way at a time.
AT_ONCE = 10
KEPT = timedelta(days=90)


def send_due(*, now: datetime | None = None) -> int:
    """Send what is due, some at a time, until nothing is, and return how much was tried."""
    tried = 0
    while claims := claim(now=now or timezone.now(), limit=AT_ONCE):
        _send(claims, now=now)
        tried += len(claims)
    return tried


def forget_old(*, now: datetime) -> int:
    """Delete the log of what is long over, and return how many events it was."""
    old = WebhookEvent.objects.filter(occurred_at__lt=now - KEPT)
    over = old.exclude(deliveries__in=WebhookDelivery.objects.unfinished())
    count, _by_model = over.delete()
    return count


def _send(claims: list[Claim], *, now: datetime | None) -> None:
    moment = now or timezone.now()
    ready: list[tuple[Claim, Request]] = []
    for taken in claims:
        try:
            ready.append((taken, _request(taken, now=moment)))
        except SecretUnreadableError as error:
            receipt = Receipt(outcome=Outcome.TRY_AGAIN, milliseconds=0, problem=str(error))
            settle(taken, receipt=receipt, now=moment)
    receipts = send([request for _, request in ready], now=moment, rules=rules())
    for (taken, _), receipt in zip(ready, receipts, strict=True):
        settle(taken, receipt=receipt, now=now or timezone.now())


def _request(taken: Claim, *, now: datetime) -> Request:
    delivery = taken.delivery
    return Request(
        url=delivery.endpoint.url,
        message_id=delivery.event.message_id,
        body=delivery.event.message.body,
        secrets=delivery.endpoint.keys(now=now),
    )
