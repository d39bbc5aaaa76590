from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model
from wagtail import blocks
from wagtail.blocks.stream_block import BaseStreamBlock

from cms.blocks.gaps import FilledBlock, filled

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Reference:
    """What an editor chose: a page, an image, a file."""

    kind: type[Model]
    pk: int


class Part:
    """One block of a stream, as resolvers know it from Wagtail."""

    def __init__(self, block: blocks.Block, value: Any, identifier: str | None) -> None:
        self.block, self.value, self.id = block, value, identifier

    @property
    def block_type(self) -> str:
        name: str = self.block.name
        return name

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """What was chosen anywhere within it."""
        return tuple(references(self.value))

    def filled(self, find: Callable[[Reference], Any]) -> "Part":
        """Return the part with what was found in the place of references."""
        return Part(self.block, replaced(self.value, find), self.id) if self.references else self


class Stream:
    """The value of a stream field, read from its JSON without asking the database for what editors chose."""

    def __init__(self, block: BaseStreamBlock, raw: list[Raw] | None) -> None:
        self.raw = [each for each in raw or () if each["type"] in block.child_blocks]
        self.block = block

    @cached_property
    def parts(self) -> list[Part]:
        known = self.block.child_blocks
        return [
            Part(known[each["type"]], value_of(known[each["type"]], each["value"]), each.get("id")) for each in self.raw
        ]

    def __iter__(self) -> Iterator[Part]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.raw)

    @property
    def stream_block(self) -> "Stream":
        return self

    def get_prep_value(self, _value: Any) -> list[Raw]:
        return self.raw


def value_of(block: blocks.Block, raw: Any) -> Any:
    """Return the value of a block; where somebody chose something, a reference to it."""
    if isinstance(block, blocks.StructBlock):
        given = filled(block, raw) if isinstance(block, FilledBlock) else raw or {}
        return {
            name: value_of(child, given[name]) if name in given else child.get_default()
            for name, child in block.child_blocks.items()
        }
    if isinstance(block, blocks.ListBlock):
        return [value_of(block.child_block, _unwrapped(item)) for item in raw or ()]
    if isinstance(block, blocks.ChooserBlock):
        return None if raw is None else Reference(block.target_model, raw)
    # Rich text is kept as it is stored: its links are looked up for all bodies at once.
    return (raw or "") if isinstance(block, blocks.RichTextBlock) else block.to_python(raw)


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


def _unwrapped(item: Any) -> Any:
    is_wrapped = isinstance(item, dict) and item.get("type") == "item" and {"id", "value"} <= item.keys()
    return item["value"] if is_wrapped else item
