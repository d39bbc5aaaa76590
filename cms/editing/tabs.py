from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, MultiFieldPanel, ObjectList, Panel, TabbedInterface
from wagtail.utils.decorators import cached_classmethod

from cms.editing.checks.panels import ChecksPanel
from cms.editing.freezing.panels import FreezingPanel
from cms.editing.panels.channels import ChannelsPanel
from cms.editing.translation.panels import TranslationPanel
from cms.pages.models import ContentPage
from publications.models import NewsletterIssue


class Tab(ObjectList):
    """A tab with a name of its own, so that addresses of places in a form are the same in every editor's language."""

    def __init__(self, *, name: str, **options: Any) -> None:
        super().__init__(**options)
        self.name = name

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"name": self.name}

    @property
    def clean_name(self) -> str:
        return self.name


@cached_classmethod
def _edit_handler(model: type[ContentPage]) -> Panel:
    """Return the panels of a page type by task. A type that brings an edit_handler of its own keeps it."""
    own = getattr(model, "edit_handler", None)
    tabs = own or TabbedInterface(
        [
            Tab(
                name="content",
                heading=_("Content"),
                children=[
                    TranslationPanel(),
                    *_freezing(model),
                    *model.content_panels,
                    _related_pages(),
                    ChecksPanel(),
                ],
            ),
            Tab(name="channels", heading=_("Channels"), children=[ChannelsPanel()]),
            Tab(name="settings", heading=_("Settings"), children=[*model.promote_panels, *model.settings_panels]),
        ],
        base_form_class=model.base_form_class,
    )
    return tabs.bind_to_model(model)


def _freezing(model: type[ContentPage]) -> list[Panel]:
    return [FreezingPanel()] if issubclass(model, NewsletterIssue) else []


def _related_pages() -> Panel:
    panel = InlinePanel("related_links", label=_("Related page"), heading=_("Related pages"))
    return MultiFieldPanel([panel], heading=_("Related pages"), classname="collapsed")


def install() -> None:
    """Give every public page type these tabs, also those that are still to come."""
    ContentPage.get_edit_handler = _edit_handler
