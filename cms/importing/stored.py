from collections.abc import Callable, Iterable, Iterator
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms.blocks.body import BodyBlock
from cms.importing.conversion import BlockData
from cms.importing.words import text_of_html

BODY = BodyBlock()


def texts_of_body(data: Iterable[BlockData]) -> Iterator[str]:
    """Return every text that blocks hold, as the database keeps them: what a person wrote and may look for again."""
    for name, value in data:
        yield from _texts(value, BODY.child_blocks[name])


def _texts(value: Any, block: blocks.Block) -> Iterator[str]:
    kind = next((kind for kind in READERS if isinstance(block, kind)), None)
    if kind is not None and value:
        yield from READERS[kind](value, block)


def _of_struct(value: Any, block: Any) -> Iterator[str]:
    for name, inner in value.items():
        yield from _texts(inner, block.child_blocks[name])


def _of_list(value: Any, block: Any) -> Iterator[str]:
    for item in value:
        is_wrapped = isinstance(item, dict) and item.keys() >= {"type", "value"}
        yield from _texts(item["value"] if is_wrapped else item, block.child_block)


def _of_table(value: Any, _block: Any) -> Iterator[str]:
    yield value.get("caption") or ""
    for column in value["columns"]:
        yield column["heading"] or ""
    for row in value["rows"]:
        yield from (cell for cell in row["values"] if isinstance(cell, str))


# Choices and choosers say nothing in words.
READERS: dict[type[blocks.Block], Callable[[Any, Any], Iterator[str]]] = {
    TypedTableBlock: _of_table,
    blocks.StructBlock: _of_struct,
    blocks.ListBlock: _of_list,
    blocks.RichTextBlock: lambda value, _block: iter([text_of_html(value)]),
    blocks.CharBlock: lambda value, _block: iter([value]),
    blocks.TextBlock: lambda value, _block: iter([value]),
    blocks.URLBlock: lambda value, _block: iter([value]),
}
