from collections.abc import Callable
from dataclasses import dataclass

from cms.epoch.content import ContentTable

# The place of a trigger's own name in its definition.
NAME = "{name}"


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """What differs between databases."""

    # What triggers need, made anew each time.
    prepare: tuple[str, ...]
    definitions: Callable[[ContentTable], list[str]]
    # Asks for name and table of every trigger whose name begins with "epoch_".
    installed: str
    # Drops the trigger {name} of the table {table}.
    drop: str
    raise_epoch: str
    lets_columns_go: bool
