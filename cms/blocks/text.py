from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from graphene import List, NonNull, String
from graphql import GraphQLResolveInfo
from grapple.helpers import register_streamfield_block
from grapple.models import GraphQLField, GraphQLInt, GraphQLString
from wagtail import blocks

from cms.blocks import groups, rich_text
from cms.blocks.lines import LineBlock
from cms.blocks.parts import BodyPartBlock
from cms.blocks.slugs import slug_of

PARAGRAPH_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript", "subscript", "code"]


@register_streamfield_block
class HeadingBlock(BodyPartBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=255)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("2", _("Section")), ("3", _("Subsection")), ("4", _("Minor heading"))],
        default="2",
    )

    graphql_fields: ClassVar = [
        GraphQLString("text", required=True, description="The heading, without markup."),
        GraphQLInt(
            "level",
            required=True,
            source="level_number",
            description="2 for a section, 3 and 4 below it; the title is level 1.",
        ),
        GraphQLString("anchor", required=True, description="A fragment identifier made of the text."),
    ]

    def level_number(self, *, values: dict[str, Any], **_kwargs: Any) -> int:
        return int(values["level"] or 2)

    def anchor(self, *, values: dict[str, Any], **_kwargs: Any) -> str:
        return slug_of(values["text"] or "") or "section"

    class Meta:
        icon = "title"
        label = _("Heading")
        group = groups.TEXT
        description = _("Opens a section of the text.")
        graphql_description = "A heading that opens a section."


@register_streamfield_block
class ParagraphBlock(BodyPartBlock):
    text = blocks.RichTextBlock(label=_("Text"), features=PARAGRAPH_FEATURES)

    graphql_fields: ClassVar = [
        GraphQLString(
            "html", required=True, description="Paragraphs and lists as HTML; links lead to readable places."
        ),
        GraphQLField("tree", rich_text.node_list, source="nodes", description=rich_text.DESCRIPTION),
    ]

    def html(self, *, info: GraphQLResolveInfo, values: dict[str, str], **_kwargs: Any) -> str:
        return info.context.html(values["text"])

    def nodes(self, *, info: GraphQLResolveInfo, values: dict[str, str], **_kwargs: Any) -> list[Any]:
        return info.context.nodes(values["text"])

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        group = groups.TEXT
        description = _("Running text with lists, emphasis and links.")
        graphql_description = "Running text: paragraphs and lists with emphasis and links."


@register_streamfield_block
class QuoteBlock(BodyPartBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=255)

    graphql_fields: ClassVar = [
        GraphQLString("text", required=True, description="The words quoted, without quotation marks."),
        GraphQLString("source", required=True, description="Who or what is quoted; empty when unknown."),
    ]

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        group = groups.TEXT
        description = _("Someone's words, set apart, with their source.")
        graphql_description = "A quotation set apart from the text."


@register_streamfield_block
class KeyPointsBlock(BodyPartBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=255)
    points = blocks.ListBlock(LineBlock(label=_("Point"), max_length=300), label=_("Points"), min_num=1)

    graphql_fields: ClassVar = [
        GraphQLString("heading", required=True, description="A heading for the list; may be empty."),
        GraphQLField("points", NonNull(List(NonNull(String))), description="The points in order, one sentence each."),
    ]

    class Meta:
        icon = "list-ul"
        label = _("Key points")
        group = groups.OVERVIEW
        description = _("The most important things in a few sentences.")
        graphql_description = "The text in a few sentences."
