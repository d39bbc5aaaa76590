from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ImportRecord(models.Model):
    """Which page was made of what, so that an import can go on where it stopped and finds its pages again."""

    source = models.CharField(verbose_name=_("source"), max_length=255)
    key = models.CharField(verbose_name=_("key"), max_length=255)
    page = models.OneToOneField(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="import_record")
    # What the page was made of; empty until its text has been written.
    fingerprint = models.CharField(max_length=64, blank=True)
    words_stored = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("import record")
        verbose_name_plural = _("import records")
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "key"], name="unique_key_per_import_source")]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"
