from typing import Any, ClassVar

import graphene
from django.utils.translation import gettext_lazy as _
from graphene import List, NonNull
from graphql import GraphQLResolveInfo
from grapple.helpers import register_streamfield_block
from grapple.models import GraphQLField, GraphQLString
from wagtail import blocks

from cms.blocks import groups, rich_text
from cms.blocks.parts import BodyPartBlock

NOTE_FEATURES = ["bold", "italic", "link"]
ANSWER_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript", "subscript"]


class TimelineEntry(graphene.ObjectType):
    """Something that happened, and when."""

    date = graphene.String(required=True, description="When, in free words such as 1918/19.")
    title = graphene.String(required=True, description="What happened, in a few words.")
    text = graphene.String(required=True, description="More about it, without markup; may be empty.")


class TimelineEntryBlock(blocks.StructBlock):
    date = blocks.CharBlock(
        label=_("When"), max_length=80, help_text=_("A day, a year or a while, for example: November 1918 or 1918/19.")
    )
    title = blocks.CharBlock(label=_("Title"), max_length=255)
    text = blocks.TextBlock(label=_("Text"), required=False, rows=2)

    class Meta:
        icon = "date"
        label = _("Entry")
        label_format = "{date}: {title}"


@register_streamfield_block
class TimelineBlock(BodyPartBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=255)
    entries = blocks.ListBlock(TimelineEntryBlock(), label=_("Entries"), min_num=1)

    graphql_fields: ClassVar = [
        GraphQLString("heading", required=True, description="A heading for the timeline; may be empty."),
        GraphQLField("entries", NonNull(List(NonNull(TimelineEntry))), description="What happened, in order."),
    ]

    class Meta:
        icon = "history"
        label = _("Timeline")
        group = groups.OVERVIEW
        description = _("What happened when, one after the other.")
        graphql_description = "Events of the past or the future in their order."


class QuestionAndAnswer(graphene.ObjectType):
    """A question that readers ask, with its answer."""

    question = graphene.String(required=True, description="The question, without markup.")
    html = graphene.String(
        required=True, description="The answer: paragraphs and lists as HTML; links lead to readable places."
    )

    tree = graphene.Field(rich_text.node_list, description=rich_text.DESCRIPTION)

    @staticmethod
    def resolve_html(entry: blocks.StructValue, info: GraphQLResolveInfo) -> str:
        return info.context.html(entry["answer"])

    @staticmethod
    def resolve_tree(entry: blocks.StructValue, info: GraphQLResolveInfo) -> list[Any]:
        return info.context.nodes(entry["answer"])


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=255)
    answer = blocks.RichTextBlock(label=_("Answer"), features=ANSWER_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{question}"


@register_streamfield_block
class QuestionsBlock(BodyPartBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=255)
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"), min_num=1)

    graphql_fields: ClassVar = [
        GraphQLString("heading", required=True, description="A heading for the questions; may be empty."),
        GraphQLField(
            "questions", NonNull(List(NonNull(QuestionAndAnswer))), description="The questions in order, with answers."
        ),
    ]

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        group = groups.OVERVIEW
        description = _("Questions that readers ask. On the website a click opens the answer.")
        graphql_description = "Questions that readers ask, with answers."


class Footnote(graphene.ObjectType):
    """A note on the text."""

    number = graphene.Int(required=True, description="The number by which the text refers to the note.")
    html = graphene.String(required=True, description="The note as HTML; links lead to readable places.")

    tree = graphene.Field(rich_text.node_list, description=rich_text.DESCRIPTION)

    @staticmethod
    def resolve_html(note: dict[str, Any], info: GraphQLResolveInfo) -> str:
        return info.context.html(note["text"])

    @staticmethod
    def resolve_tree(note: dict[str, Any], info: GraphQLResolveInfo) -> list[Any]:
        return info.context.nodes(note["text"])


@register_streamfield_block
class FootnotesBlock(BodyPartBlock):
    notes = blocks.ListBlock(
        blocks.RichTextBlock(label=_("Note"), features=NOTE_FEATURES),
        label=_("Notes"),
        min_num=1,
        help_text=_("They are numbered from 1. Refer to a note with its number in superscript in the text."),
    )

    graphql_fields: ClassVar = [
        GraphQLField(
            "notes", NonNull(List(NonNull(Footnote))), source="numbered", description="The notes, numbered from 1."
        ),
    ]

    def numbered(self, *, values: dict[str, Any], **_kwargs: Any) -> list[dict[str, Any]]:
        return [{"number": number, "text": text} for number, text in enumerate(values["notes"], start=1)]

    class Meta:
        icon = "superscript"
        label = _("Footnotes")
        group = groups.TEXT
        description = _("Sources and notes. A number in superscript in the text leads to its note, and back.")
        graphql_description = "The notes that numbers in superscript in the text refer to."
