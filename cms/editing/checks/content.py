from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ListBlock

from cms.pages.models import ContentPage

BlockType = TypeVar("BlockType", bound=Block)


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A block that holds no other blocks, its value, and where it stands in the form."""

    block: Block
    value: Any
    anchor: str


def leaves(page: ContentPage, *, kind: type[Block]) -> Iterator[Leaf]:
    """Find the values of one kind of block in the body, however deep they lie."""
    return (leaf for leaf in all_leaves(page, kind=kind) if leaf.value)


def all_leaves(page: ContentPage, *, kind: type[Block] | tuple[type[Block], ...]) -> Iterator[Leaf]:
    """Find the blocks of some kinds in the body, empty ones too."""
    for child in page.body:
        for block, value in _leaves(child.block, child.value):
            if isinstance(block, kind):
                yield Leaf(block=block, value=value, anchor=block_anchor(child.id))


def block_anchor(block_id: str | None) -> str:
    """Return the id that Wagtail's form gives to the panel of a block."""
    return f"block-{block_id}-section" if block_id else field_anchor("body")


def field_anchor(field: str) -> str:
    """Return the id that Wagtail's form gives to the panel of a field in the tab of the content."""
    return f"panel-child-content-{field}-section"


def _leaves(block: Block, value: Any) -> Iterator[tuple[Block, Any]]:
    if isinstance(block, BaseStreamBlock):
        for child in value:
            yield from _leaves(child.block, child.value)
    elif isinstance(block, BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from _leaves(child, value.get(name))
    elif isinstance(block, ListBlock):
        for item in value:
            yield from _leaves(block.child_block, item)
    else:
        yield block, value
