from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from django.db.models import Model
from wagtail import blocks

from cms.blocks.gaps import TEXTS, FilledBlock

Read = Callable[[Any], Any]
# Of each block in which one thing of a few is chosen.
MAXIMUM_CHOICES = 64


@dataclass(frozen=True)
class Reference:
    """What an editor chose: a page, an image, a file."""

    kind: type[Model]
    pk: int


def reader_of(block: blocks.Block, *, fills: bool = False) -> Read:
    """Return the function that makes a value of its JSON; where somebody chose something, a reference to it.

    It is put together once for each block, as bodies are read for every answer. `fills` puts something in the place of
    every null where readers expect a text or a list, as cms.blocks.gaps does.
    """
    if isinstance(block, blocks.StructBlock):
        return _struct_reader(block, fills=fills or isinstance(block, FilledBlock))
    if isinstance(block, blocks.ListBlock):
        return _list_reader(block.child_block, fills=fills)
    if isinstance(block, blocks.ChooserBlock):
        # Its target_model may be but the name of one.
        return lambda raw: None if raw is None else Reference(block.model_class, raw)
    if isinstance(block, blocks.RichTextBlock):
        # Rich text is kept as it is stored: its links are looked up for all bodies at once.
        return lambda raw: raw or ""
    read = _leaf_reader(block)
    if not fills or not isinstance(block, (*TEXTS, blocks.BooleanBlock)):
        return read
    gap = False if isinstance(block, blocks.BooleanBlock) else ""
    return lambda raw: read(gap if raw is None else raw)


def may_refer(block: blocks.Block) -> bool:
    """Say whether anything may be chosen within a block."""
    if isinstance(block, blocks.StructBlock):
        return any(may_refer(child) for child in block.child_blocks.values())
    if isinstance(block, blocks.ListBlock):
        return may_refer(block.child_block)
    return isinstance(block, blocks.ChooserBlock)


def references(value: Any) -> Iterator[Reference]:
    """Return what was chosen anywhere within a value."""
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def replaced(value: Any, find: Callable[[Reference], Any]) -> Any:
    """Return a value with what was found in the place of references to it."""
    if isinstance(value, Reference):
        return find(value)
    if isinstance(value, dict):
        return {name: replaced(each, find) for name, each in value.items()}
    if isinstance(value, list):
        return [replaced(each, find) for each in value]
    return value


def _struct_reader(block: blocks.StructBlock, *, fills: bool) -> Read:
    children = []
    for name, child in block.child_blocks.items():
        read = reader_of(child, fills=fills)
        is_filled = fills and isinstance(child, (*TEXTS, blocks.BooleanBlock, blocks.StructBlock, blocks.ListBlock))
        # What is missing altogether and need not be filled gets its default.
        children.append((name, read, partial(read, None) if is_filled else child.get_default))

    def read_struct(raw: Any) -> dict[str, Any]:
        given = raw or {}
        return {name: read(given[name]) if name in given else default() for name, read, default in children}

    return read_struct


def _list_reader(child: blocks.Block, *, fills: bool) -> Read:
    read = reader_of(child, fills=fills)
    # The text refers to notes by number, so an empty one keeps its place.
    keeps_all = not fills or isinstance(child, blocks.RichTextBlock)

    def read_list(raw: Any) -> list[Any]:
        values = [_unwrapped(item) for item in raw or ()]
        return [read(value) for value in values if keeps_all or value is not None]

    return read_list


def _leaf_reader(block: blocks.Block) -> Read:
    if isinstance(block, blocks.ChoiceBlock):
        # Wagtail goes through all choices each time, to find the one that is written like this.
        known = lru_cache(maxsize=MAXIMUM_CHOICES)(block.to_python)
        return lambda raw: known(raw) if type(raw) is str else block.to_python(raw)
    return _same if type(block).to_python is blocks.Block.to_python else block.to_python


def _same(raw: Any) -> Any:
    return raw


def _unwrapped(item: Any) -> Any:
    """Return an item of a list without the identifier that its database format has around it."""
    is_wrapped = isinstance(item, dict) and item.get("type") == "item" and {"id", "value"} <= item.keys()
    return item["value"] if is_wrapped else item
