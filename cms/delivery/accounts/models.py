from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.delivery.accounts.sealing import seal, unseal
from cms.pages.posts import PUSH_CHANNELS, Channel
from cms.pages.time_zones import default_time_zone, validate_time_zone

# What a vendor said of a quota counts for as long as its window is.
QUOTA_WINDOW = timedelta(hours=24)


class Health(models.TextChoices):
    OK = "ok", pgettext_lazy("health of an account", "In order")
    REFRESH_DUE = "refresh_due", pgettext_lazy("health of an account", "Access ends soon")
    REAUTH = "reauth", pgettext_lazy("health of an account", "Has to be connected anew")
    RESTRICTED = "restricted", pgettext_lazy("health of an account", "Restricted by the platform")


HEALTHY = (Health.OK, Health.REFRESH_DUE)
# How the codes of refusals end that asking who we are does not bring about: what may be done is another question.
UNASKED = (".permission", ".403")


class AccountQuerySet(models.QuerySet["ChannelAccount"]):
    def active(self) -> Self:
        """Leave out accounts that are only kept for what went out of them."""
        return self.filter(retired_at=None)

    def open(self, now: datetime) -> Self:
        """Keep accounts that may send now."""
        rested = Q(blocked_until=None) | Q(blocked_until__lte=now)
        return self.active().filter(rested, health__in=HEALTHY, is_paused=False)

    def unhealthy(self) -> Self:
        return self.exclude(health__in=HEALTHY)

    def cleared_by_checks(self) -> Self:
        """Leave out accounts whose problem a platform that knows us may have all the same; a person clears that."""
        unasked = (Q(problem_code__endswith=end) for end in UNASKED)
        return self.exclude(reduce(or_, unasked, Q(health=Health.RESTRICTED)))

    def readable(self) -> Self:
        """Keep accounts that can be asked what became of a post, paused ones too."""
        return self.exclude(health=Health.REAUTH)

    def serving(self, *, channel: str, locale: str) -> "ChannelAccount | None":
        """Return the account that carries a channel in a language: its own, else the one for all languages."""
        return self.active().filter(channel=channel, locale__in=(locale, "")).order_by("-locale").first()


class ChannelAccount(models.Model):
    """Where a channel's posts of one language, or of all, go out."""

    channel = models.CharField(
        verbose_name=_("channel"),
        max_length=20,
        choices=[(channel.value, channel.label) for channel in Channel if channel in PUSH_CHANNELS],
    )
    # Empty for an account that carries every language without one of its own.
    locale = models.CharField(verbose_name=_("language"), max_length=10, blank=True)
    name = models.CharField(verbose_name=_("name"), max_length=120)
    external_id = models.CharField(verbose_name=_("account"), max_length=200, blank=True)
    time_zone = models.CharField(
        verbose_name=_("time zone"), max_length=64, default=default_time_zone, validators=[validate_time_zone]
    )
    is_paused = models.BooleanField(verbose_name=_("paused"), default=False)
    health = models.CharField(verbose_name=_("condition"), max_length=20, choices=Health, default=Health.OK)
    # Why it cannot send: for machines, and in the platform's words.
    problem_code = models.CharField(max_length=60, blank=True)
    problem = models.TextField(verbose_name=_("problem"), blank=True)
    # What the platform calls it by now, where it made another one of it.
    moved_to = models.CharField(max_length=200, blank=True)
    blocked_until = models.DateTimeField(verbose_name=_("rests until"), null=True, blank=True)
    quota_total = models.PositiveIntegerField(null=True, blank=True)
    quota_used = models.PositiveIntegerField(null=True, blank=True)
    quota_checked_at = models.DateTimeField(null=True, blank=True)
    # When somebody last asked the platform who we are there.
    checked_at = models.DateTimeField(verbose_name=_("checked"), null=True, blank=True)
    token_expires_at = models.DateTimeField(verbose_name=_("access ends"), null=True, blank=True)
    token_checked_at = models.DateTimeField(verbose_name=_("access checked"), null=True, blank=True)
    created_at = models.DateTimeField(verbose_name=_("created"), auto_now_add=True)
    # From then on it is only kept for what went out of it.
    retired_at = models.DateTimeField(verbose_name=_("retired"), null=True, blank=True)

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering: ClassVar[list[str]] = ["channel", "locale"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel", "locale"],
                name="one_account_a_channel_and_language",
                condition=Q(retired_at=None),
            ),
            models.UniqueConstraint(
                fields=["channel", "external_id"],
                name="one_account_an_external_id",
                condition=~Q(external_id=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_channel_display()})"

    def is_open(self, now: datetime) -> bool:
        """Say of this account what `open` says of many."""
        is_resting = self.blocked_until is not None and self.blocked_until > now
        is_active = self.retired_at is None and not self.is_paused
        return self.health in HEALTHY and is_active and not is_resting

    @property
    def is_cleared_by_checks(self) -> bool:
        """Say of this account what `cleared_by_checks` says of many."""
        return self.health != Health.RESTRICTED and not self.problem_code.endswith(UNASKED)

    def has_quota(self, now: datetime) -> bool:
        """Say whether a post is left to the account; what was not asked of late says nothing."""
        if self.quota_total is None or self.quota_used is None or self.quota_checked_at is None:
            return True
        return now - self.quota_checked_at >= QUOTA_WINDOW or self.quota_used < self.quota_total

    def store_credentials(self, values: Mapping[str, str], *, now: datetime) -> None:
        AccountCredential.objects.update_or_create(account=self, defaults={"sealed": seal(values), "changed_at": now})

    def credentials(self) -> dict[str, str]:
        """Return what opens the account, or nothing. Raises CredentialsUnreadableError."""
        found = AccountCredential.objects.filter(account=self).first()
        return unseal(found.sealed) if found else {}


class AccountCredential(models.Model):
    """What opens an account; the database holds it sealed, in a table that no query for accounts reads."""

    account = models.OneToOneField(ChannelAccount, on_delete=models.CASCADE, related_name="credential")
    sealed = models.TextField()
    changed_at = models.DateTimeField()

    # Which pages and files are in use has nothing to do with it.
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.account}: {self.changed_at:%Y-%m-%d}"
