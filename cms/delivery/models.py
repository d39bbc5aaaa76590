from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.delivery.webhooks.models import (
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
    WebhookSecret,
)

__all__ = [
    "FAILED",
    "IN_DOUBT",
    "PENDING",
    "Delivery",
    "DeliveryQuerySet",
    "DeliveryState",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
    "WebhookSecret",
]


class DeliveryState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("delivery state", "Waiting")
    PREPARING = "preparing", pgettext_lazy("delivery state", "Being prepared")
    PREPARED = "prepared", pgettext_lazy("delivery state", "Prepared")
    PUBLISHING = "publishing", pgettext_lazy("delivery state", "Being published")
    PUBLISHED = "published", pgettext_lazy("delivery state", "Published")
    UNCONFIRMED = "unconfirmed", pgettext_lazy("delivery state", "Not confirmed")
    NEEDS_DECISION = "needs_decision", pgettext_lazy("delivery state", "Needs a decision")
    CANCELLED = "cancelled", pgettext_lazy("delivery state", "Withdrawn")
    MISSED = "missed", pgettext_lazy("delivery state", "Missed")
    FAILED = "failed", pgettext_lazy("delivery state", "Failed")


PENDING = (DeliveryState.WAITING, DeliveryState.PREPARING, DeliveryState.PREPARED, DeliveryState.PUBLISHING)
# After the irreversible call nobody knows what became of these, so they are neither published nor failed.
IN_DOUBT = (DeliveryState.UNCONFIRMED, DeliveryState.NEEDS_DECISION)
FAILED = (DeliveryState.FAILED, DeliveryState.MISSED)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def pending(self) -> Self:
        return self.filter(state__in=PENDING)

    def published(self) -> Self:
        return self.filter(state=DeliveryState.PUBLISHED)

    def failed(self) -> Self:
        return self.filter(state__in=FAILED)

    def in_doubt(self) -> Self:
        return self.filter(state__in=IN_DOUBT)

    def needing_people(self) -> Self:
        """Keep what does not go on by itself; an unconfirmed delivery is still being looked after."""
        return self.filter(state__in=(DeliveryState.NEEDS_DECISION, *FAILED))


class Delivery(models.Model):
    """One act of sending a page to a channel, and what became of it."""

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="deliveries"
    )
    channel = models.CharField(verbose_name=_("channel"), max_length=20)
    locale = models.CharField(verbose_name=_("language"), max_length=10)
    state = models.CharField(
        verbose_name=_("state"), max_length=20, choices=DeliveryState, default=DeliveryState.WAITING
    )
    due_at = models.DateTimeField(verbose_name=_("due"))
    started_at = models.DateTimeField(verbose_name=_("begun"), null=True, blank=True)
    published_at = models.DateTimeField(verbose_name=_("published"), null=True, blank=True)
    permalink = models.URLField(verbose_name=_("address"), max_length=500, blank=True)
    problem = models.TextField(verbose_name=_("problem"), blank=True)
    created_at = models.DateTimeField(verbose_name=_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(verbose_name=_("changed"), auto_now=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering: ClassVar[list[str]] = ["-due_at", "-pk"]
        # Nothing is added, changed or deleted by hand: the ledger is written by what sends.
        default_permissions = ("view",)
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="delivery_state_due")]

    def __str__(self) -> str:
        return f"{self.channel} ({self.locale}): {self.page_id}"
