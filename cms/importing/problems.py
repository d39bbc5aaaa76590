from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamValue


def problems_with(body: StreamValue) -> list[str]:
    """Return why an editor could not save or publish this body as it is, block by block."""
    found = []
    for number, child in enumerate(body, start=1):
        try:
            child.block.clean(child.value)
        except ValidationError as error:
            reasons = " ".join(dict.fromkeys(_messages(error)))
            found.append(f"Block {number} ({child.block.label}) needs a hand: {reasons}")
    return found


def _messages(error: Any) -> Iterator[str]:
    if isinstance(error, dict):
        for inner in error.values():
            yield from _messages(inner)
    elif isinstance(error, (list, tuple)):
        for inner in error:
            yield from _messages(inner)
    elif isinstance(error, ValidationError):
        nested = [getattr(error, name, None) for name in ("block_errors", "non_block_errors")]
        if any(nested):
            yield from _messages([inner for inner in nested if inner])
        else:
            yield from error.messages
    elif error is not None:
        yield str(error)
