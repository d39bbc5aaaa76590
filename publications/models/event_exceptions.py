from datetime import date, datetime, time, timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from publications.models.event_states import Change
from publications.models.event_years import WRONG_YEAR, is_plausible

ONE_DAY = timedelta(days=1)


class EventException(Orderable):
    """A date of a series that differs from the others. Its times are read on the clock of the event's time zone."""

    event = ParentalKey("publications.EventPage", on_delete=models.CASCADE, related_name="exceptions")
    date = models.DateField(verbose_name=_("date of the series"))
    change = models.CharField(verbose_name=_("what changes"), max_length=20, choices=Change, default=Change.CANCELLED)
    new_date = models.DateField(
        verbose_name=_("new date"), null=True, blank=True, help_text=_("Empty: on the same day.")
    )
    new_start = models.TimeField(
        verbose_name=_("new start"), null=True, blank=True, help_text=_("Empty: at the usual time.")
    )
    new_end = models.TimeField(
        verbose_name=_("new end"), null=True, blank=True, help_text=_("Empty: as long as usual.")
    )
    venue = models.CharField(
        verbose_name=_("new venue"), max_length=160, blank=True, help_text=_("Empty: at the usual place.")
    )
    address = models.CharField(verbose_name=_("new postal address"), max_length=255, blank=True)
    online_url = models.URLField(verbose_name=_("new online link"), blank=True)
    note = models.CharField(
        verbose_name=_("note"),
        max_length=255,
        blank=True,
        help_text=_("One sentence for readers, for example: We are at the rally that evening."),
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("date"), FieldPanel("change")]),
        FieldPanel("note"),
        FieldRowPanel([FieldPanel("new_date"), FieldPanel("new_start"), FieldPanel("new_end")]),
        FieldPanel("venue"),
        FieldPanel("address"),
        FieldPanel("online_url"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("exception")
        verbose_name_plural = _("exceptions")

    def __str__(self) -> str:
        return f"{self.date}: {self.get_change_display()}"

    def clean(self) -> None:
        super().clean()
        if wrong := [name for name in ("date", "new_date") if not is_plausible(getattr(self, name))]:
            raise ValidationError(dict.fromkeys(wrong, WRONG_YEAR))
        if self.change == Change.MOVED and not self._has_news:
            message = _("Say where or when it takes place instead: a new date, a new time or a new place.")
            raise ValidationError({"change": message})
        if self.change == Change.CANCELLED and self._has_news:
            message = _("A date that does not take place has no new time or place. Choose “Moved”, or empty them.")
            raise ValidationError({"change": message})

    @property
    def _has_news(self) -> bool:
        return any((self.new_date, self.new_start, self.new_end, self.venue, self.address, self.online_url))

    def times(self, *, start: time, length: timedelta) -> tuple[datetime, datetime]:
        """Return when it begins and ends by the clock, with what the series says where nothing new is said."""
        begins = datetime.combine(self.new_date or self.date, self.new_start or start)
        if self.new_end is None:
            return begins, begins + length
        ends = datetime.combine(begins.date(), self.new_end)
        return begins, ends if ends > begins else ends + ONE_DAY

    def facts(self) -> list[str]:
        """Return what calendars must be told."""
        values: tuple[date | time | str | None, ...] = (self.date, self.change, self.new_date, self.new_start)
        rest = (self.new_end, self.venue, self.address, self.online_url, self.note)
        return [str(value or "") for value in (*values, *rest)]
