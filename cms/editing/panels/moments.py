from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Page

from cms.pages import local_times


class MomentField(forms.DateTimeField):
    """A date and a time as clocks show them here. A time that they show twice means the first."""

    def to_python(self, value: Any) -> datetime | None:
        try:
            found: datetime | None = super().to_python(value)
        except ValidationError as error:
            # Django refuses hours that clocks show twice or never, and says the same of both.
            if error.code != "ambiguous_timezone" or not error.params:
                raise
            zone = timezone.get_current_timezone_name()
            return local_times.moment(error.params["datetime"], zone=zone)
        if found:
            local_times.check_year(found)
        return found


def install() -> None:
    """Use the field wherever editors give a date and a time."""
    overrides = {"form_class": MomentField, "widget": AdminDateTimeInput}
    register_form_field_override(models.DateTimeField, override=overrides)


def tell_which_hour(request: HttpRequest, page: Page) -> None:
    """Say which hour is meant where a page is to be published or withdrawn at a time that clocks show twice."""
    zone = timezone.get_current_timezone_name()
    for moment in (page.go_live_at, page.expire_at):
        if moment is None or moment < timezone.now():
            continue
        wall = local_times.wall_time(moment, zone=zone)
        if local_times.is_ambiguous(wall, zone=zone):
            messages.info(request, _hour(wall, offset=local_times.offset(moment, zone=zone)))


def _hour(wall: datetime, *, offset: str) -> str:
    text = _("On %(day)s clocks show %(time)s twice. The first time is meant (%(offset)s).")
    return text % {"day": date_format(wall, "DATE_FORMAT"), "time": f"{wall:%H:%M}", "offset": offset}
