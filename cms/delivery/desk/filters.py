from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from wagtail.coreutils import get_content_languages

from cms.delivery.desk.sections import SECTIONS
from cms.delivery.models import DeliveryQuerySet
from cms.delivery.planning.payloads import POSTED
from cms.pages.models import CHANNEL_LABELS


def _channels() -> list[tuple[str, StrOrPromise]]:
    return [("", _("All channels")), *((channel.value, CHANNEL_LABELS[channel]) for channel in sorted(POSTED))]


def _languages() -> list[tuple[str, StrOrPromise]]:
    return [("", _("All languages")), *get_content_languages().items()]


def _sections() -> list[tuple[str, StrOrPromise]]:
    return [("", _("Whatever its state")), *((section.name, section.heading) for section in SECTIONS)]


class FilterForm(forms.Form):
    section = forms.ChoiceField(label=_("State"), choices=_sections, required=False)
    channel = forms.ChoiceField(label=_("Channel"), choices=_channels, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=_languages, required=False)
    q = forms.CharField(label=_("Title"), max_length=100, required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.fields["q"].widget.attrs["placeholder"] = _("Title")

    def narrow(self, deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
        """Keep what was asked for; what cannot be understood narrows nothing."""
        self.is_valid()
        asked = self.cleaned_data
        if channel := asked.get("channel"):
            deliveries = deliveries.filter(channel=channel)
        if language := asked.get("language"):
            deliveries = deliveries.filter(locale=language)
        if words := asked.get("q"):
            deliveries = deliveries.filter(post__title__icontains=words)
        return deliveries
