from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from cms.delivery.webhooks.changes import Change
from cms.delivery.webhooks.event_types import EventType
from cms.delivery.webhooks.models import WebhookDelivery, WebhookEndpoint, WebhookEvent


def is_listening() -> bool:
    """Say whether anybody wants to know anything; most installations have no webhooks and must not pay for them."""
    return WebhookEndpoint.objects.active().exists()


@transaction.atomic
def record(changes: Iterable[Change], *, now: datetime) -> None:
    """Write each change once for each endpoint that wants it. Call it in the transaction of the change."""
    endpoints = list(WebhookEndpoint.objects.active())
    for change in changes:
        wanting = [endpoint for endpoint in endpoints if _wants(endpoint, change)]
        if wanting:
            _write(change, wanting, now=now)


@transaction.atomic
def record_test(endpoint: WebhookEndpoint, *, now: datetime) -> WebhookDelivery:
    """Write an event for one endpoint alone, whatever its filters."""
    change = Change(kind=EventType.TEST, data={"id": str(endpoint.pk), "type": "Webhook", "locale": ""})
    return _write(change, [endpoint], now=now)[0]


def _wants(endpoint: WebhookEndpoint, change: Change) -> bool:
    return endpoint.wants(event=change.kind, type_name=change.data["type"], locale=change.data["locale"])


def _write(change: Change, endpoints: list[WebhookEndpoint], *, now: datetime) -> list[WebhookDelivery]:
    event = WebhookEvent.objects.create(kind=change.kind, data=dict(change.data), occurred_at=now)
    deliveries = [WebhookDelivery(event=event, endpoint=endpoint, due_at=now) for endpoint in endpoints]
    return WebhookDelivery.objects.bulk_create(deliveries)
