import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.delivery.webhooks.event_types import EventType
from cms.delivery.webhooks.rules import rules
from cms.delivery.webhooks.sealing import key_of, new_secret, seal, unseal
from cms.transports.addresses import URLRefused, check_url
from cms.transports.webhook import WebhookMessage

# How long an old secret signs along, so that receivers can change theirs without losing anything.
OVERLAP = timedelta(hours=24)


def new_message_id() -> str:
    return f"msg_{secrets.token_hex(16)}"


class Disabled(models.TextChoices):
    """Why an endpoint was given up."""

    GONE = "gone", _("It answered that it is no more (410 Gone).")
    FAILING = "failing", _("Nothing could be delivered for days.")


class EndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def in_trouble(self) -> Self:
        """Keep those that failed last, or were given up because they failed."""
        return self.filter(Q(is_active=True, failing_since__isnull=False) | ~Q(disabled_because=""))


class WebhookEndpoint(models.Model):
    """An address elsewhere that wants to know what changes, and what of it."""

    name = models.CharField(verbose_name=_("name"), max_length=80)
    url = models.CharField(
        verbose_name=_("address"), max_length=500, help_text=_("Where to send to, beginning with https://")
    )
    events: "models.JSONField[list[str], list[str]]" = models.JSONField(
        verbose_name=pgettext_lazy("of a webhook", "events"), default=list, blank=True
    )
    types: "models.JSONField[list[str], list[str]]" = models.JSONField(
        verbose_name=_("types"), default=list, blank=True
    )
    locales: "models.JSONField[list[str], list[str]]" = models.JSONField(
        verbose_name=_("languages"), default=list, blank=True
    )
    is_active = models.BooleanField(
        verbose_name=_("active"), default=True, help_text=_("What happens while a webhook is off is not told later.")
    )
    disabled_because = models.CharField(max_length=20, choices=Disabled, blank=True, editable=False)
    disabled_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Since when no try has succeeded.
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    # One endpoint that does not answer must not keep others waiting.
    resting_until = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(verbose_name=_("created"), auto_now_add=True)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering: ClassVar[list[str]] = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        try:
            check_url(self.url, rules=rules())
        except URLRefused as error:
            raise ValidationError({"url": str(error)}) from error

    def wants(self, *, event: str, type_name: str, locale: str) -> bool:
        """Say whether the filters let an event through; an empty one lets everything through, as does no language."""
        chosen = ((self.events, event), (self.types, type_name), (self.locales, locale))
        return all(not wanted or not value or value in wanted for wanted, value in chosen)

    def rotate(self, *, now: datetime) -> str:
        """Make a new secret and return it, for the only time. Earlier ones sign along for a day."""
        secret = new_secret()
        self.secrets.filter(expires_at__lte=now).delete()
        self.secrets.filter(expires_at=None).update(expires_at=now + OVERLAP)
        self.secrets.create(sealed=seal(secret), created_at=now)
        return secret

    def keys(self, *, now: datetime) -> tuple[bytes, ...]:
        """Return what signs now, the newest first."""
        valid = self.secrets.filter(Q(expires_at=None) | Q(expires_at__gt=now)).order_by("-created_at", "-pk")
        return tuple(key_of(unseal(secret.sealed)) for secret in valid)

    def switch_on(self) -> None:
        """Begin anew after it was given up."""
        self.is_active, self.disabled_because = True, ""
        self.disabled_at = self.failing_since = self.resting_until = None


class WebhookSecret(models.Model):
    """What signs for one endpoint; the database holds it sealed, and nobody is shown it again."""

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="secrets")
    sealed = models.TextField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.endpoint}: {self.created_at:%Y-%m-%d}"


class WebhookEvent(models.Model):
    """Something that happened, written in the transaction of the change. Receivers see its key as the sequence."""

    message_id = models.CharField(max_length=40, unique=True, default=new_message_id)
    kind = models.CharField(verbose_name=pgettext_lazy("of a webhook", "event"), max_length=40, choices=EventType)
    # What readers could see when it happened, so that nothing is told later that was public only later.
    data: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    occurred_at = models.DateTimeField(verbose_name=_("occurred"), db_index=True)

    class Meta:
        verbose_name = _("event of a webhook")
        verbose_name_plural = _("events of webhooks")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.data.get('path', '')}".strip()

    @property
    def message(self) -> WebhookMessage:
        return WebhookMessage(event=self.kind, occurred_at=self.occurred_at, data={**self.data, "sequence": self.pk})


class WebhookState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("state of a webhook", "Waiting")
    SENDING = "sending", pgettext_lazy("state of a webhook", "Being sent")
    ACCEPTED = "accepted", pgettext_lazy("state of a webhook", "Accepted")
    FAILED = "failed", pgettext_lazy("state of a webhook", "Failed")


FINISHED = (WebhookState.ACCEPTED, WebhookState.FAILED)


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    def due(self, now: datetime) -> Self:
        """Keep what may be claimed: its time has come, or whoever claimed it did not come back."""
        rested = Q(endpoint__resting_until=None) | Q(endpoint__resting_until__lte=now)
        waits = Q(state=WebhookState.WAITING, due_at__lte=now)
        left = Q(state=WebhookState.SENDING, lease_until__lte=now)
        return self.filter(rested, waits | left, endpoint__is_active=True)

    def unfinished(self) -> Self:
        return self.filter(state__in=(WebhookState.WAITING, WebhookState.SENDING))

    def finished(self) -> Self:
        return self.filter(state__in=FINISHED)

    def send_again(self, *, now: datetime) -> int:
        """Let what is finished go out once more, under the id it had, and return how much it is."""
        # Whoever claimed it before and comes back late has the old fence.
        return self.finished().update(
            state=WebhookState.WAITING, due_at=now, tries=0, fence=F("fence") + 1, lease_until=None
        )


class WebhookDelivery(models.Model):
    """One event on its way to one endpoint."""

    event = models.ForeignKey(WebhookEvent, on_delete=models.CASCADE, related_name="deliveries")
    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(verbose_name=_("state"), max_length=20, choices=WebhookState, default=WebhookState.WAITING)
    due_at = models.DateTimeField(verbose_name=_("next try"))
    # Tries since it was last asked for; the attempts hold all of them.
    tries = models.PositiveSmallIntegerField(verbose_name=_("tries"), default=0)
    # Who holds the lease has the number; whoever lost it cannot write any more.
    fence = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(verbose_name=_("accepted"), null=True, blank=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery of a webhook")
        verbose_name_plural = _("deliveries of webhooks")
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "endpoint"], name="one_delivery_an_event_and_endpoint")
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="webhook_delivery_due", condition=Q(state__in=("waiting", "sending")))
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.endpoint}"

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED


class WebhookAttempt(models.Model):
    """One try and what came back. Only ever added."""

    delivery = models.ForeignKey(WebhookDelivery, on_delete=models.CASCADE, related_name="attempts")
    fence = models.PositiveIntegerField()
    started_at = models.DateTimeField(verbose_name=_("begun"))
    milliseconds = models.PositiveIntegerField(verbose_name=_("duration"))
    status = models.PositiveSmallIntegerField(verbose_name=_("status"), null=True, blank=True)
    response = models.TextField(verbose_name=_("answer"), blank=True)
    problem = models.TextField(verbose_name=_("problem"), blank=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.status or self.problem}"
