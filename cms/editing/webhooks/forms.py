from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrOrPromise
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import get_page_models

from cms.api.global_ids import type_name
from cms.delivery.models import WebhookEndpoint
from cms.delivery.webhooks.event_types import SELECTABLE
from cms.pages.models import ContentPage
from publications.models import Organisation, Person, Series, Topic


def _types() -> list[tuple[str, StrOrPromise]]:
    """Return what changes can be about, under the names of the API."""
    pages = [model for model in get_page_models() if issubclass(model, ContentPage)]
    models = sorted([*pages, Organisation, Person, Series, Topic], key=lambda model: str(model._meta.verbose_name))
    named: list[tuple[str, StrOrPromise]] = [(type_name(model), model._meta.verbose_name or "") for model in models]
    return [*named, ("Site", pgettext_lazy("type of a webhook", "Settings of the site"))]


def _choice(label: StrOrPromise, help_text: StrOrPromise, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class WebhookForm(WagtailAdminModelForm):
    events = _choice(pgettext_lazy("of a webhook", "Events"), _("None chosen means all."), SELECTABLE)
    types = _choice(_("Types"), _("None chosen means all."), _types)
    locales = _choice(_("Languages"), _("None chosen means all."), settings.LANGUAGES)

    class Meta:
        model = WebhookEndpoint
        fields: ClassVar[list[str]] = ["name", "url", "is_active", "events", "types", "locales"]

    def save(self, commit: bool = True) -> WebhookEndpoint:  # noqa: FBT001, FBT002  Django's signature.
        if self.instance.is_active and self.instance.disabled_because:
            self.instance.switch_on()
        saved: WebhookEndpoint = super().save(commit)
        return saved
