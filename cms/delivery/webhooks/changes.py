from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cms.delivery.webhooks.event_types import EventType

Sights = Mapping[int, dict[str, Any]]
# What is told of a page that is no longer there for readers.
OF_THE_GONE = ("id", "type", "locale", "path", "surrogateKeys")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that happened, in the words of the payload."""

    kind: EventType
    data: Mapping[str, Any]


def compare(before: Sights, after: Sights, *, changed: set[int]) -> Iterator[Change]:
    """Tell what readers of each page noticed. `changed` are the pages whose content differs."""
    for pk in [*before, *(pk for pk in after if pk not in before)]:
        old, new = before.get(pk), after.get(pk)
        if old and new:
            yield from _difference(old, new, changed=pk in changed)
        elif new:
            yield Change(kind=EventType.PAGE_PUBLISHED, data=new)
        elif old:
            yield gone(old, kind=EventType.PAGE_UNPUBLISHED)


def gone(old: Mapping[str, Any], *, kind: EventType) -> Change:
    return Change(kind=kind, data={name: old[name] for name in OF_THE_GONE})


def relocated(sight: Mapping[str, Any], *, old: str, new: str) -> dict[str, Any]:
    """Return a page below one that moved as it will be seen under the new path."""
    path, url = sight["path"], sight["url"]
    if not path.startswith(old):
        return dict(sight)
    moved = new + path.removeprefix(old)
    return {**sight, "path": moved, "url": url.removesuffix(path) + moved}


def _difference(old: dict[str, Any], new: dict[str, Any], *, changed: bool) -> Iterator[Change]:
    if old["path"] != new["path"]:
        yield Change(kind=EventType.PAGE_MOVED, data={**new, "previousPath": old["path"]})
    if changed:
        yield Change(kind=EventType.PAGE_UPDATED, data=new)
