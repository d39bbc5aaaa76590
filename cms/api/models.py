from datetime import timedelta
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.api.tokens.models import Token
from cms.sources import SourceError

__all__ = ["PreviewDraft", "PreviewExpiredError", "Token"]

SIGNER_SALT = "cms.api.preview"
# Whatever the setting says, an address that was passed on opens nothing the next day.
LONGEST_AGE = 60 * 60


class PreviewExpiredError(SourceError):
    """The token is too old, was revoked, or was not made here."""


class PreviewDraft(models.Model):
    """One page as an editor sees it now, readable with a token until the token expires or the row is deleted."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField(encoder=DjangoJSONEncoder)
    path = models.CharField(max_length=1000)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", null=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("preview")
        verbose_name_plural = _("previews")
        indexes: ClassVar = [models.Index(fields=["updated_at"])]

    def __str__(self) -> str:
        return f"{self.path} ({self.updated_at})"

    @classmethod
    def forget_expired(cls) -> None:
        oldest = timezone.now() - timedelta(seconds=_maximum_age())
        cls.objects.filter(updated_at__lt=oldest).delete()

    @property
    def token(self) -> str:
        return TimestampSigner(salt=SIGNER_SALT).sign(str(self.pk))

    @classmethod
    def for_token(cls, token: str) -> Self:
        try:
            key = TimestampSigner(salt=SIGNER_SALT).unsign(token, max_age=_maximum_age())
            return cls.objects.select_related("content_type").get(pk=key)
        except SignatureExpired as error:
            raise PreviewExpiredError(gettext("This preview has expired. Open it again from the editor.")) from error
        except (BadSignature, cls.DoesNotExist, ValidationError, ValueError) as error:
            message = gettext("This preview does not exist or was withdrawn. Open it again from the editor.")
            raise PreviewExpiredError(message) from error

    def page(self) -> Page:
        model: Any = self.content_type.model_class()
        page: Page = model.from_serializable_data(self.content, check_fks=False, strict_fks=False)
        return page


def _maximum_age() -> int:
    return min(settings.PREVIEW_MAX_AGE, LONGEST_AGE)
