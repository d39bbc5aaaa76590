from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wagtail import blocks
from wagtail.blocks.stream_block import BaseStreamBlock

from cms.api.plans.values import Read, Reference, may_refer, reader_of, references, replaced

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Kind:
    """A block that streams are made of, and how its values are read."""

    block: blocks.Block
    read: Read
    # Whether anything may be chosen within it.
    refers: bool


# The blocks of a stream by their names.
Kinds = Mapping[str, Kind]


def kinds_of(block: BaseStreamBlock) -> Kinds:
    known = block.child_blocks.items()
    return {name: Kind(block=child, read=reader_of(child), refers=may_refer(child)) for name, child in known}


class Part:
    """One block of a stream, as resolvers know it from Wagtail."""

    __slots__ = ("block", "id", "references", "value")

    def __init__(self, block: blocks.Block, value: Any, identifier: str | None, chosen: tuple[Reference, ...]) -> None:
        self.block, self.value, self.id = block, value, identifier
        # What was chosen anywhere within it.
        self.references = chosen

    @property
    def block_type(self) -> str:
        name: str = self.block.name
        return name

    def filled(self, find: Callable[[Reference], Any]) -> "Part":
        """Return the part with what was found in the place of references."""
        return Part(self.block, replaced(self.value, find), self.id, ()) if self.references else self


class Stream:
    """The value of a stream field, read from its JSON without asking the database for what editors chose."""

    def __init__(self, kinds: Kinds, raw: list[Raw] | None) -> None:
        self.raw = [each for each in raw or () if each["type"] in kinds]
        self._kinds = kinds

    @cached_property
    def parts(self) -> list[Part]:
        return [_part(self._kinds[each["type"]], each) for each in self.raw]

    def __iter__(self) -> Iterator[Part]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.raw)

    # Models ask a StreamValue for its raw JSON by way of its block (publications/issue_blocks.py), and so this one.
    @property
    def stream_block(self) -> "Stream":
        return self

    def get_prep_value(self, _value: Any) -> list[Raw]:
        return self.raw


def _part(kind: Kind, raw: Raw) -> Part:
    value = kind.read(raw["value"])
    return Part(kind.block, value, raw.get("id"), tuple(references(value)) if kind.refers else ())
