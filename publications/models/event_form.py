from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from cms.pages.forms import ContentPageForm
from cms.pages.time_zones import zone_or_default
from publications.models.event_years import is_plausible
from publications.models.recurrence import Recurrence, Repeats, latest_end


class WallClockField(forms.DateTimeField):
    """A time as a clock shows it. Django's field would take it for the editor's own time zone."""

    widget = AdminDateTimeInput

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, datetime):
            return value
        # Past DateTimeField, which would attach a time zone.
        found: datetime | None = super(forms.DateTimeField, self).to_python(value) if value else None
        return found


class EventPageForm(ContentPageForm):
    """Reads start and end on the clock of the event's time zone, and holds exceptions against their series."""

    start = WallClockField(
        label=gettext_lazy("Start"), help_text=gettext_lazy("By the clock of the event's time zone.")
    )
    end = WallClockField(label=gettext_lazy("End"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("start", "end"):
            moment = self.initial.get(name)
            if isinstance(moment, datetime) and is_aware(moment):
                self.initial[name] = moment.astimezone(self.instance.zone).replace(tzinfo=None)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        zone = zone_or_default(cleaned.get("time_zone", ""))
        for name in ("start", "end"):
            moment = cleaned.get(name)
            if moment and not is_aware(moment):
                cleaned[name] = moment.replace(tzinfo=zone)
        return cleaned

    def is_valid(self) -> bool:
        """Hold the exceptions against the series, which they cannot see themselves."""
        valid = super().is_valid()
        return self._exceptions_fit() and valid

    def _exceptions_fit(self) -> bool:
        exceptions = self.formsets.get("exceptions")
        if exceptions is None or not self.is_bound:
            return True
        seen: set[date] = set()
        fits = True
        for form in exceptions.forms:
            day = getattr(form, "cleaned_data", {}).get("date")
            if day is None or form in exceptions.deleted_forms:
                continue
            if problem := self._problem(day, seen):
                form.add_error("date", problem)
                fits = False
            seen.add(day)
        return fits

    def _problem(self, day: date, seen: set[date]) -> str:
        if not self.cleaned_data.get("repeats"):
            return _("This event does not repeat, so there is nothing to make an exception of.")
        if day in seen:
            return _("There is another exception for this date already.")
        series = self._series()
        dates = list(series.dates()) if series else []
        # A series that has no end, a wrong one or no dates is a problem of its own, which is told beside those fields.
        if series is None or not dates or day in dates:
            return ""
        near = ", ".join(date_format(found, "D, j. N Y") for found in series.nearest(day))
        return _("This is not a date of the series. Near it are: %(dates)s.") % {"dates": near}

    def _series(self) -> Recurrence | None:
        start, until = self.cleaned_data.get("start"), self.cleaned_data.get("repeats_until")
        repeats = self.cleaned_data.get("repeats", Repeats.NEVER)
        if not (start and until and repeats and is_plausible(start) and until <= latest_end(start.date())):
            return None
        return Recurrence(repeats=repeats, first=start.date(), until=until)
