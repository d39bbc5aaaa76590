from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model
from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue


def choices(bodies: Sequence[StreamValue]) -> list[Model]:
    """Return what editors chose for the blocks of these bodies: images, files, pages.

    A body left to itself asks the database for its own choices only, and then a list costs queries for each of its
    pages. Here all blocks of one type are made at once, and stay in their bodies.
    """
    places = defaultdict(list)
    for body in bodies:
        for index, raw in enumerate(body.raw_data):
            places[raw["type"]].append((body, index, raw))
    return [choice for name, found in places.items() for choice in _made(name, found)]


def _made(name: str, places: Sequence[tuple[StreamValue, int, dict[str, Any]]]) -> Iterator[Model]:
    first, _index, _raw = places[0]
    block = first.stream_block.child_blocks[name]
    values = block.bulk_to_python([raw["value"] for _body, _index, raw in places])
    for (body, index, raw), value in zip(places, values, strict=True):
        body[index] = StreamValue.StreamChild(block, value, id=raw.get("id"))
        yield from _chosen(block, value)


def _chosen(block: blocks.Block, value: Any) -> Iterable[Model]:
    if isinstance(block, blocks.ChooserBlock):
        return [] if value is None else [value]
    if isinstance(block, blocks.StructBlock):
        return [item for name, child in block.child_blocks.items() for item in _chosen(child, value.get(name))]
    if isinstance(block, blocks.ListBlock):
        return [item for each in value or () for item in _chosen(block.child_block, each)]
    return []
