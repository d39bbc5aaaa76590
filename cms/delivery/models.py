from cms.delivery.accounts.models import HEALTHY, AccountCredential, ChannelAccount, Health
from cms.delivery.accounts.snapshots import MetricSnapshot
from cms.delivery.ledger.attempts import DeliveryAttempt, Step
from cms.delivery.ledger.deliveries import Delivery, DeliveryQuerySet
from cms.delivery.ledger.posts import SocialPost
from cms.delivery.ledger.states import FAILED, IN_DOUBT, PENDING, DeliveryState, Evidence, Operation
from cms.delivery.schema.replays import OperationReplay
from cms.delivery.webhooks.models import (
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
    WebhookSecret,
)

__all__ = [
    "FAILED",
    "HEALTHY",
    "IN_DOUBT",
    "PENDING",
    "AccountCredential",
    "ChannelAccount",
    "Delivery",
    "DeliveryAttempt",
    "DeliveryQuerySet",
    "DeliveryState",
    "Evidence",
    "Health",
    "MetricSnapshot",
    "Operation",
    "OperationReplay",
    "SocialPost",
    "Step",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
    "WebhookSecret",
]
