from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.api.tokens.keys import SHOWN_LENGTH, digest, digests, new_key


class TokenState(models.TextChoices):
    ACTIVE = "active", pgettext_lazy("API token", "Active")
    EXPIRED = "expired", pgettext_lazy("API token", "Expired")
    REVOKED = "revoked", pgettext_lazy("API token", "Revoked")


class TokenQuerySet(models.QuerySet["Token"]):
    def for_key(self, key: str) -> "Token | None":
        """Return the token by its key, revoked and expired ones too, in one statement."""
        return self.filter(digest__in=digests(key)).first()


class Token(models.Model):
    """What lets a program ask more than the public may. The key itself is shown once and not stored."""

    name = models.CharField(
        verbose_name=_("name"), max_length=120, help_text=_("Who or what uses it, e.g. the website's build.")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    start = models.CharField(verbose_name=_("begins with"), max_length=SHOWN_LENGTH, editable=False)
    scopes = models.JSONField(verbose_name=pgettext_lazy("API token", "may"), default=list)
    created_at = models.DateTimeField(verbose_name=_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
    )
    expires_at = models.DateTimeField(verbose_name=_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(verbose_name=_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(verbose_name=_("revoked"), null=True, editable=False)

    objects = TokenQuerySet.as_manager()

    # Which pages and files are in use has nothing to do with tokens.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"

    @classmethod
    def issue(
        cls, *, name: str, scopes: Iterable[str], expires_at: datetime | None, created_by_id: int | None = None
    ) -> tuple[Self, str]:
        """Store a new token, and return it with its key, which nobody can find out again."""
        key = new_key()
        token = cls.objects.create(
            name=name,
            digest=digest(key),
            start=key[:SHOWN_LENGTH],
            scopes=sorted(scopes),
            expires_at=expires_at,
            created_by_id=created_by_id,
        )
        return token, key

    def revoke(self) -> None:
        """Refuse the token from the next request on. The first revocation counts."""
        type(self).objects.filter(pk=self.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
        self.refresh_from_db(fields=["revoked_at"])

    def state(self, *, now: datetime) -> TokenState:
        if self.revoked_at is not None:
            return TokenState.REVOKED
        is_over = self.expires_at is not None and self.expires_at <= now
        return TokenState.EXPIRED if is_over else TokenState.ACTIVE
