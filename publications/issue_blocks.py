from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.snippets.blocks import SnippetChooserBlock

MAXIMUM_BY_RULE = 20
MAXIMUM_DAYS = 365


class PickBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("Page or event"))
    text = blocks.TextBlock(
        label=_("Own words"), required=False, max_length=500, help_text=_("They stand in place of the page's summary.")
    )

    class Meta:
        icon = "doc-empty-inverse"
        label = _("Page")


class PicksBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    items = blocks.ListBlock(PickBlock(), label=_("Pages"))

    class Meta:
        icon = "list-ul"
        label = _("By hand")
        label_format = "{heading}"
        description = _("Pages that you choose, in your order.")


class StatementRuleBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    days = blocks.IntegerBlock(
        label=_("Of the last days"),
        required=False,
        min_value=1,
        max_value=MAXIMUM_DAYS,
        help_text=_("How many days back. Empty: everything published since the last issue."),
    )
    topic = SnippetChooserBlock("publications.Topic", label=_("Topic"), required=False)
    maximum = blocks.IntegerBlock(label=_("At most"), default=5, min_value=1, max_value=MAXIMUM_BY_RULE)

    class Meta:
        icon = "doc-full"
        label = _("New statements")
        label_format = "{heading}"
        description = _("The newest statements, chosen when the issue is frozen.")


class EventRuleBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    days = blocks.IntegerBlock(label=_("Of the next days"), default=30, min_value=1, max_value=MAXIMUM_DAYS)
    maximum = blocks.IntegerBlock(label=_("At most"), default=5, min_value=1, max_value=MAXIMUM_BY_RULE)

    class Meta:
        icon = "date"
        label = _("Upcoming events")
        label_format = "{heading}"
        description = _("The next events that take place, chosen when the issue is frozen.")


class IssueStream(blocks.StreamBlock):
    picks = PicksBlock()
    statements = StatementRuleBlock()
    events = EventRuleBlock()

    class Meta:
        max_num = 12


class HeldBlock(PickBlock):
    """A page that an issue was frozen with. The title is kept to name the page once it is gone."""

    title = blocks.CharBlock(required=False)


class FrozenBlock(blocks.StructBlock):
    heading = blocks.CharBlock()
    items = blocks.ListBlock(HeldBlock())


class FrozenStream(blocks.StreamBlock):
    picks = FrozenBlock()


def stored(stream: StreamValue) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Return the names and values of blocks as they are stored, without asking the database for what they name."""
    for raw in stream.stream_block.get_prep_value(stream):
        yield raw["type"], raw["value"]


def stored_items(value: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Return the pages of a section by hand. What was not made by a form may be without the frame of each."""
    for item in value.get("items") or ():
        yield item["value"] if item.get("type") == "item" else item
