from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.ledger.posts import SocialPost
from cms.delivery.ledger.states import (
    ATTEMPTED,
    BEFORE_PUBLISHING,
    FAILED,
    IN_DOUBT,
    OPEN,
    PENDING,
    REPEATABLE,
    WITHOUT_EFFECT,
    DeliveryState,
    Evidence,
    Operation,
)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def pending(self) -> Self:
        return self.filter(state__in=PENDING)

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def published(self) -> Self:
        return self.filter(state=DeliveryState.PUBLISHED)

    def failed(self) -> Self:
        return self.filter(state__in=FAILED)

    def in_doubt(self) -> Self:
        return self.filter(state__in=IN_DOUBT)

    def needing_people(self) -> Self:
        """Keep what does not go on by itself; an unconfirmed delivery is still being looked after."""
        return self.filter(state__in=(DeliveryState.NEEDS_DECISION, *FAILED))

    def free(self, now: datetime) -> Self:
        """Keep what nobody holds."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lte=now))

    def due(self, now: datetime) -> Self:
        """Keep what may be claimed: to be prepared, to be published, or to be looked for."""
        accounts = ChannelAccount.objects
        can_follow = Q(follows=None) | Q(follows__state=DeliveryState.PUBLISHED)
        to_do = Q(can_follow, state__in=BEFORE_PUBLISHING, next_attempt_at__lte=now, account__in=accounts.open(now))
        # Who published it did not come back. That nobody knows what became of it shows whether one can look or not.
        left = Q(state=DeliveryState.PUBLISHING)
        to_look_for = Q(state=DeliveryState.UNCONFIRMED, next_attempt_at__lte=now, account__in=accounts.readable())
        return self.free(now).filter(to_do | left | to_look_for)

    def overdue(self, now: datetime) -> Self:
        """Keep what is too late to be sent, and what nobody holds."""
        return self.free(now).filter(state__in=BEFORE_PUBLISHING, operation=Operation.PUBLISH, post__not_after__lt=now)


class Delivery(models.Model):
    """One act of sending a page to a channel, and what became of it."""

    # The ledger outlives the page.
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.SET_NULL, related_name="deliveries", null=True
    )
    account = models.ForeignKey(ChannelAccount, on_delete=models.PROTECT, related_name="deliveries")
    post = models.ForeignKey(SocialPost, on_delete=models.PROTECT, related_name="deliveries")
    # The key of the page, also when the page is gone.
    source = models.PositiveBigIntegerField()
    # The newest revision of the page that the payload was found to be right for.
    revision = models.PositiveBigIntegerField(null=True)
    operation = models.CharField(
        verbose_name=_("operation"), max_length=20, choices=Operation, default=Operation.PUBLISH
    )
    sequence = models.PositiveIntegerField(default=1)
    # What this one changes, deletes or pins; it has to be published first.
    follows = models.ForeignKey("self", on_delete=models.PROTECT, related_name="followers", null=True)
    channel = models.CharField(verbose_name=_("channel"), max_length=20)
    locale = models.CharField(verbose_name=_("language"), max_length=10)
    state = models.CharField(
        verbose_name=_("state"), max_length=20, choices=DeliveryState, default=DeliveryState.WAITING
    )
    due_at = models.DateTimeField(verbose_name=_("due"))
    next_attempt_at = models.DateTimeField(verbose_name=_("next try"))
    # Who holds the lease has the number of the fence; whoever lost it cannot write any more.
    fence = models.PositiveIntegerField(default=0)
    lease_owner = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    prepare_tries = models.PositiveSmallIntegerField(default=0)
    publish_tries = models.PositiveSmallIntegerField(default=0)
    # What the transport wants to find again, stored before it is used.
    handle: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    publish_started_at = models.DateTimeField(verbose_name=_("begun"), null=True, blank=True)
    # When the first call began whose outcome was not known. Such a delivery never ends without a person or a sighting.
    doubted_at = models.DateTimeField(null=True, blank=True)
    absent_sightings = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField(verbose_name=_("published"), null=True, blank=True)
    remote_id = models.CharField(max_length=200, blank=True)
    permalink = models.URLField(verbose_name=_("address"), max_length=500, blank=True)
    evidence = models.CharField(verbose_name=_("evidence"), max_length=20, choices=Evidence, blank=True)
    # Why it is as it is: for machines, and in words.
    reason = models.CharField(max_length=60, blank=True)
    problem = models.TextField(verbose_name=_("problem"), blank=True)
    created_at = models.DateTimeField(verbose_name=_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(verbose_name=_("changed"), auto_now=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering: ClassVar[list[str]] = ["-due_at", "-pk"]
        # Nothing is added or deleted by hand: the ledger is written by what sends. Who may change decides what is open.
        default_permissions = ("view", "change")
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="delivery_state_due"),
            models.Index(fields=["next_attempt_at"], name="delivery_next_attempt", condition=Q(state__in=OPEN)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "source", "operation", "sequence"], name="one_delivery_a_source_and_sequence"
            ),
            models.UniqueConstraint(
                fields=["account", "remote_id"], name="one_delivery_a_remote_id", condition=~Q(remote_id="")
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ATTEMPTED) | Q(publish_started_at__isnull=False),
                name="delivery_attempted_has_begun",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WITHOUT_EFFECT)
                | Q(publish_started_at__isnull=True)
                | Q(evidence__in=(Evidence.REFUSED, Evidence.PERSON)),
                name="delivery_without_effect_has_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} ({self.locale}): {self.source}"

    @property
    def is_repeatable(self) -> bool:
        """Whether doing it twice makes no second post."""
        return self.operation in REPEATABLE

    @property
    def is_in_doubt(self) -> bool:
        """Whether an earlier call may have had an effect, so that this one cannot end as if there was none."""
        return self.doubted_at is not None and not self.is_repeatable
