from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.models import Page

from cms.delivery.models import Delivery, DeliveryState, Operation
from cms.delivery.planning.payloads import CHANGEABLE
from cms.editing.panels.forms import PostForm
from cms.editing.panels.formsets import PostFormSet
from cms.editing.panels.swatches import Swatch, swatches
from cms.pages.models import Channel
from cms.typesetting.shapes import SHAPES, Shape

DELIVERIES_SHOWN = 3
ICONS: dict[str, str] = {
    Channel.INSTAGRAM: "image",
    Channel.TELEGRAM: "comment",
    Channel.MASTODON: "comment",
    Channel.BLUESKY: "comment",
    Channel.NEWSLETTER: "mail",
    Channel.FEEDS: "list-ul",
    Channel.CALENDAR: "date",
    Channel.LEAFLET: "doc-full",
}
HELP: dict[str, StrOrPromise] = {
    Channel.INSTAGRAM: _("Slides with a caption."),
    Channel.TELEGRAM: _("One message. The address of the page follows unless your words hold it."),
    Channel.MASTODON: _("A short post with the picture. The address of the page follows unless your words hold it."),
    Channel.BLUESKY: _("A short post. A card below it leads to the page."),
    Channel.NEWSLETTER: _("One mail. Your words open it in place of the summary."),
    Channel.FEEDS: _("RSS, Atom and JSON Feed. Switched off, the page leaves the feeds."),
    Channel.CALENDAR: _("The calendar that others subscribe to. Switched off, the event leaves it."),
    Channel.LEAFLET: _("A sheet to print. Switched off, there is none."),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A channel as the panel shows it: its form, and what became of it."""

    form: PostForm
    deliveries: list[Delivery]
    generated_address: str
    swatches: dict[str, Swatch]
    # A post stands where nobody's program can change it any more.
    is_fixed: bool = False

    @property
    def channel(self) -> str:
        return self.form.instance.channel

    @property
    def icon(self) -> str:
        return ICONS[self.channel]

    @property
    def help(self) -> str:
        return str(HELP[self.channel])

    @property
    def styles(self) -> list[tuple[Any, Swatch]]:
        return [(radio, self.swatches[radio.data["value"]]) for radio in self.form["slide_style"]]

    @property
    def shapes(self) -> list[tuple[Any, Shape]]:
        return [(radio, SHAPES[radio.data["value"]]) for radio in self.form["slide_shape"]]


class ChannelsPanel(InlinePanel):
    """One row for each channel of the page: on or off, when, with which words, and what became of it."""

    planned: ClassVar[list[str]] = [
        "is_enabled",
        "timing",
        "scheduled_local",
        "scheduled_hour",
        "text",
        "slide_style",
        "slide_shape",
    ]

    def __init__(self, **options: Any) -> None:
        heading = options.pop("heading", _("Channels"))
        panels = options.pop("panels", None) or [FieldPanel(name) for name in self.planned]
        super().__init__(options.pop("relation_name", "posts"), panels=panels, heading=heading, **options)

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"]["posts"] |= {"form": PostForm, "formset": PostFormSet, "can_delete": False}
        return options

    class BoundPanel(Panel.BoundPanel):
        template_name = "editing/panels/channels.html"
        get_comparison = InlinePanel.BoundPanel.get_comparison

        @cached_property
        def rows(self) -> list[Row]:
            found = self._deliveries()
            painted = swatches(self.request)
            return [
                Row(
                    form=form,
                    deliveries=[item for item in found if item.channel == form.instance.channel][:DELIVERIES_SHOWN],
                    generated_address=self._generated_address(form),
                    swatches=painted,
                    is_fixed=any(item.channel == form.instance.channel and _is_fixed(item) for item in found),
                )
                for form in self._forms()
            ]

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"rows": self.rows}

        def _forms(self) -> Iterator[PostForm]:
            yield from self.form.formsets["posts"].rows

        def _deliveries(self) -> list[Delivery]:
            page: Page = self.instance
            return list(Delivery.objects.filter(page=page.pk)) if page.pk else []

        def _generated_address(self, form: PostForm) -> str:
            if not self.instance.pk or form.room is None:
                return ""
            return reverse("editing_generated_text", args=[self.instance.pk, form.instance.channel])


def _is_fixed(delivery: Delivery) -> bool:
    is_out = (delivery.operation, delivery.state) == (Operation.PUBLISH, DeliveryState.PUBLISHED)
    return is_out and delivery.channel not in CHANGEABLE
