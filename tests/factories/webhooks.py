from typing import Any

from cms.delivery.models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from cms.delivery.webhooks import outbox
from tests.factories.site import NOW

URL = "https://hooks.example.org/cms"


def make_endpoint(name: str = "Frontend", url: str = URL, **fields: Any) -> WebhookEndpoint:
    endpoint = WebhookEndpoint.objects.create(name=name, url=url, **fields)
    endpoint.rotate(now=NOW)
    return endpoint


def make_webhook_delivery(endpoint: WebhookEndpoint | None = None, **fields: Any) -> WebhookDelivery:
    delivery = outbox.record_test(endpoint or make_endpoint(), now=NOW)
    WebhookDelivery.objects.filter(pk=delivery.pk).update(**fields) if fields else None
    delivery.refresh_from_db()
    return delivery


def told() -> list[tuple[str, str]]:
    """Return what the outbox holds, as event and path or type."""
    events = WebhookEvent.objects.order_by("pk")
    return [(event.kind, event.data.get("path") or event.data["type"]) for event in events]
