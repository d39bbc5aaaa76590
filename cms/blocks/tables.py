from typing import Any, ClassVar

import graphene
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from graphene import List, NonNull, String
from grapple.helpers import register_streamfield_block
from grapple.models import GraphQLBoolean, GraphQLField, GraphQLString
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable

from cms.blocks import groups
from cms.blocks.gaps import EvenTableBlock
from cms.blocks.parts import BodyPartBlock


class TableRow(graphene.ObjectType):
    """A row of a table."""

    cells = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="One text for each column, without markup."
    )


@register_streamfield_block
class TableBlock(BodyPartBlock):
    table = EvenTableBlock(
        [("text", blocks.CharBlock(label=_("Text"), required=False))],
        label=_("Table"),
    )
    has_row_headers = blocks.BooleanBlock(
        label=_("First column names the rows"),
        required=False,
        help_text=_("Then screen readers say it before each cell of its row."),
    )

    graphql_fields: ClassVar = [
        GraphQLString("caption", required=True, source="table_caption", description="What the table shows."),
        GraphQLField(
            "columns", NonNull(List(NonNull(String))), source="columns", description="The headings of the columns."
        ),
        GraphQLField("rows", NonNull(List(NonNull(TableRow))), source="rows", description="The rows below them."),
        GraphQLBoolean(
            "has_row_headers", required=True, description="True when the first cell of each row names the row."
        ),
    ]

    def table_caption(self, *, values: dict[str, Any], **_kwargs: Any) -> str:
        return values["table"].caption or ""

    def columns(self, *, values: dict[str, Any], **_kwargs: Any) -> list[str]:
        return [column["heading"] or "" for column in values["table"].columns]

    def rows(self, *, values: dict[str, Any], **_kwargs: Any) -> list[dict[str, list[str]]]:
        return [{"cells": [cell or "" for cell in row["values"]]} for row in values["table"].row_data]

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        # A draft may be unfinished.
        if not self.is_deferred_validation and (problem := _problem(cleaned["table"])):
            raise blocks.StructBlockValidationError(block_errors={"table": ValidationError(problem)})
        return cleaned

    class Meta:
        icon = "table"
        label = _("Table")
        group = groups.OVERVIEW
        description = _("Figures and facts in rows and columns.")
        graphql_description = "Facts in rows and columns."


def _problem(table: TypedTable) -> Any:
    """Return what keeps the table from being understood, if anything does."""
    if not table.columns or not table.row_data:
        return _("Add at least one column and one row.")
    if not (table.caption or "").strip():
        return _("Say in the caption what the table shows, for readers who cannot see it.")
    if not all((column["heading"] or "").strip() for column in table.columns):
        return _("Give each column a heading.")
    return None
