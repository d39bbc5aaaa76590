from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class ChecksPanel(Panel):
    """Shows what to look at before publishing, and looks again after each save."""

    def __init__(self, **options: Any) -> None:
        super().__init__(heading=_("Before publishing"), **options)

    def clone_kwargs(self) -> dict[str, Any]:
        return {name: value for name, value in super().clone_kwargs().items() if name != "heading"}

    class BoundPanel(Panel.BoundPanel):
        template_name = "editing/checks/panel.html"

        @property
        def media(self) -> Media:
            return Media(js=["editing/checks.js"], css={"all": ["editing/checks.css"]})

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            address = reverse("editing_checks", args=[self.instance.pk]) if self.instance.pk else ""
            return context | {"address": address}
