from datetime import timedelta
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from cms.api.tokens.models import Token
from cms.api.tokens.scopes import Scope, scope_choices


class Lifetime(models.TextChoices):
    """How long a token opens something. What runs out by itself need not be remembered."""

    MONTH = "30", _("30 days")
    QUARTER = "90", _("90 days")
    YEAR = "365", _("One year")
    ENDLESS = "", _("Until it is revoked")

    @property
    def end(self) -> Any:
        return timezone.now() + timedelta(days=int(self.value)) if self.value else None


class NewTokenForm(forms.Form):
    name = forms.CharField(
        max_length=120, label=_("Name"), help_text=_("Who or what uses it, e.g. the website's build.")
    )
    scopes = forms.MultipleChoiceField(
        choices=scope_choices,
        initial=[Scope.CONTENT_READ.value],
        widget=forms.CheckboxSelectMultiple,
        label=pgettext_lazy("API token", "May"),
        help_text=_("As little as will do: whoever holds the token can do all of this."),
    )
    lifetime = forms.TypedChoiceField(
        choices=Lifetime.choices,
        coerce=Lifetime,
        empty_value=Lifetime.ENDLESS,
        required=False,
        initial=Lifetime.YEAR,
        label=pgettext_lazy("API token", "Valid"),
    )


class RenameTokenForm(WagtailAdminModelForm):
    class Meta:
        model = Token
        fields = ("name",)
