from collections.abc import Sequence
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock

TEXTS = (blocks.CharBlock, blocks.TextBlock, blocks.URLBlock, blocks.RichTextBlock)
CELL = "text"


def filled(block: blocks.Block, raw: Any) -> Any:
    """Return the raw value of a block with something in place of every null where readers expect a text or a list.

    No form leaves such gaps, but imports and programs do, and one would bring down the whole page.
    """
    if isinstance(block, blocks.StructBlock):
        given = raw or {}
        found = {name: filled(each, given.get(name)) for name, each in block.child_blocks.items()}
        # What is missing altogether and need not be filled gets its default.
        return {**given, **{name: value for name, value in found.items() if value is not None}}
    if isinstance(block, blocks.ListBlock):
        return [
            _filled_item(block.child_block, item) for item in raw or () if _holds_something(block.child_block, item)
        ]
    if raw is None and isinstance(block, TEXTS):
        return ""
    return False if raw is None and isinstance(block, blocks.BooleanBlock) else raw


def _filled_item(block: blocks.Block, item: Any) -> Any:
    return item | {"value": filled(block, item["value"])} if _is_wrapped(item) else filled(block, item)


def _holds_something(block: blocks.Block, item: Any) -> bool:
    # The text refers to notes by number, so an empty one keeps its place.
    return isinstance(block, blocks.RichTextBlock) or (item["value"] if _is_wrapped(item) else item) is not None


def _is_wrapped(item: Any) -> bool:
    """Return whether an item of a list lies in its database format, with an identifier around it."""
    return isinstance(item, dict) and item.get("type") == "item" and {"id", "value"} <= item.keys()


class FilledBlock(blocks.StructBlock):
    """Several values that can be read as they were stored, whatever is missing of them."""

    def to_python(self, value: Any) -> blocks.StructValue:
        return super().to_python(filled(self, value))

    def bulk_to_python(self, values: Sequence[Any]) -> list[blocks.StructValue]:
        made: list[blocks.StructValue] = super().bulk_to_python([filled(self, value) for value in values])
        return made


class EvenTableBlock(TypedTableBlock):
    """A table each of whose rows has a cell for each of its columns. Migrations know it as Wagtail's own."""

    def to_python(self, value: dict[str, Any] | None) -> TypedTable:
        return super().to_python(_even(value) if value else None)


def _even(table: dict[str, Any]) -> dict[str, Any]:
    columns = [_column(column or {}) for column in table.get("columns") or ()]
    rows = [(row or {}).get("values") or [] for row in table.get("rows") or ()]
    return {
        "columns": columns,
        "rows": [{"values": _cells(cells, number=len(columns))} for cells in rows],
        "caption": table.get("caption") or "",
    }


def _column(column: dict[str, Any]) -> dict[str, str]:
    return {"type": column.get("type") or CELL, "heading": column.get("heading") or ""}


def _cells(cells: list[str | None], *, number: int) -> list[str]:
    return [cell or "" for cell in [*cells, *[""] * number][:number]]
