from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable


class ProgrammePoint(Orderable):
    """One point of an event's programme, in the order that the editor gives them."""

    event = ParentalKey("publications.EventPage", on_delete=models.CASCADE, related_name="programme")
    date = models.DateField(
        verbose_name=_("day"), null=True, blank=True, help_text=_("Only for events of several days.")
    )
    time = models.TimeField(verbose_name=_("time"), null=True, blank=True)
    title = models.CharField(verbose_name=_("title"), max_length=160)
    text = models.TextField(verbose_name=_("text"), max_length=500, blank=True)
    speakers = models.CharField(
        verbose_name=_("speakers"), max_length=255, blank=True, help_text=_("Names as readers shall see them.")
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("date"), FieldPanel("time")]),
        FieldPanel("title"),
        FieldPanel("speakers"),
        FieldPanel("text"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("programme point")
        verbose_name_plural = _("programme points")

    def __str__(self) -> str:
        return self.title
