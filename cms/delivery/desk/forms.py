from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from cms.delivery.desk.acts import Act
from cms.delivery.desk.permalinks import HOW_TO_FIND_IT, Permalink, permalink_of
from cms.delivery.models import Delivery

LONGEST_NOTE = 500


class DecisionForm(forms.Form):
    """Asks what has to be known for an act, and what others may want to know of it."""

    link = forms.CharField(label=_("Address of the post"), help_text=HOW_TO_FIND_IT, max_length=500)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For the others of the team: where you looked, or why. It stays in the course of the post."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, act: Act, delivery: Delivery) -> None:
        super().__init__(data)
        self.account = delivery.account
        # What was changed or deleted by hand has no address of its own.
        if not act.asks_for_link or delivery.is_repeatable:
            del self.fields["link"]
            return
        self.fields["link"].widget.attrs |= {"inputmode": "url", "autocomplete": "off", "autocapitalize": "none"}

    def clean_link(self) -> Permalink:
        return permalink_of(self.cleaned_data["link"], account=self.account)

    @property
    def permalink(self) -> Permalink:
        found: Permalink = self.cleaned_data.get("link") or Permalink(url="")
        return found
