from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin


class RegisterEntry(TranslatableMixin):
    """What pages name: an organization, a person, a series, a topic."""

    slug: "models.SlugField[str, str]"

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        # Forms do not show the language, and so skip the constraint that it is a part of.
        entries = self._meta.default_manager.filter(locale=self.locale_id, slug=self.slug)
        if self.slug and entries.exclude(pk=self.pk).exists():
            raise ValidationError({"slug": _("Another entry in this language has this slug already.")})

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        # What tells others of the change is written with it, or neither is.
        super().save(*args, **kwargs)
