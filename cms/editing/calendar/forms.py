from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_content_languages

from cms.editing.calendar.entries import CHANNELS, channel_label
from cms.editing.calendar.moments import local
from cms.editing.calendar.moving import Movable
from cms.pages import local_times
from cms.pages.posts import Hour


class ChoiceForm(forms.Form):
    """What the address asks for; what it asks for wrongly is left out."""

    channel = forms.ChoiceField(
        label=_("Channel"),
        required=False,
        choices=[("", _("All channels")), *((c, channel_label(c)) for c in CHANNELS)],
    )
    view = forms.ChoiceField(required=False, choices=[("month", ""), ("week", "")], widget=forms.HiddenInput)
    day = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        languages = [(code, gettext(name)) for code, name in get_content_languages().items()]
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), required=False, choices=[("", _("All languages")), *languages]
        )


class MoveForm(forms.Form):
    day = forms.DateField(label=_("Date"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    clock = forms.TimeField(label=_("Time"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    hour = forms.TypedChoiceField(
        label=_("Clocks show this time twice that night"),
        choices=Hour.choices,
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, movable: Movable) -> None:
        self.movable = movable
        wall = local(movable.moment)
        super().__init__(data, initial={"day": wall.date(), "clock": wall.time()})
        self.asks_for_hour = False

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        local_times.check_year(day)
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "day" in values and "clock" in values:
            values["moment"] = self._moment(values)
        return values

    def _moment(self, values: dict[str, Any]) -> datetime:
        wall = datetime.combine(values["day"], values["clock"]).replace(second=0)
        zone = settings.TIME_ZONE
        if local_times.is_ambiguous(wall, zone=zone) and values.get("hour") is None:
            self.asks_for_hour = True
            raise ValidationError({"hour": _("Choose which of the two is meant.")})
        moment = local_times.moment(wall, zone=zone, second=values.get("hour") == Hour.SECOND)
        if moment <= timezone.now():
            raise ValidationError({"day": _("Choose a time to come.")})
        expires = self.movable.page.expire_at
        if self.movable.post is None and expires and moment >= expires:
            raise ValidationError({"day": _("The page would expire before that.")})
        return moment
