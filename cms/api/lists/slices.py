from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from django.db.models import QuerySet
from graphql import GraphQLError

from cms.api.limits import limit
from cms.api.lists.cursors import Position, decode, encode
from cms.api.lists.order import Order

USUAL_PAGE_SIZE = 20


class PageSizeError(GraphQLError):
    def __init__(self, argument: str, size: int) -> None:
        message = f"'{argument}' must lie between 0 and {limit('page_size')}, not {size}."
        super().__init__(message, extensions={"code": "BAD_PAGE_SIZE"})


class BothDirectionsError(GraphQLError):
    def __init__(self) -> None:
        message = "'first' and 'last' were both sent. Send 'first' to go forwards or 'last' to go backwards."
        super().__init__(message, extensions={"code": "BAD_PAGE_SIZE"})


@dataclass(frozen=True, kw_only=True)
class Window:
    """Which part of an ordered list was asked for."""

    size: int
    is_backwards: bool
    after: Position | None
    before: Position | None

    @classmethod
    def of(cls, arguments: Mapping[str, Any], *, name: str, order: Order) -> "Window":
        """Read first, after, last and before. Raises PageSizeError, BothDirectionsError or BadCursorError."""
        first, last = arguments.get("first"), arguments.get("last")
        if first is not None and last is not None:
            raise BothDirectionsError
        size = page_size(first, argument="first") if last is None else page_size(last, argument="last")
        after, before = (_position(arguments, argument, name, order) for argument in ("after", "before"))
        return cls(size=size, is_backwards=last is not None, after=after, before=before)

    def apply(self, queryset: QuerySet[Any], order: Order) -> QuerySet[Any]:
        """Order what lies between the cursors; the one who runs it takes one item more than the size."""
        if self.after is not None:
            queryset = queryset.filter(order.beyond(self.after))
        if self.before is not None:
            queryset = queryset.filter(order.beyond(self.before, backwards=True))
        return order.apply(queryset, backwards=self.is_backwards)

    def cut(self, found: Sequence[Any]) -> list[Any]:
        """Return the items of the slice in the order of the list."""
        kept = list(found[: self.size])
        return kept[::-1] if self.is_backwards else kept

    def has_next(self, found: Sequence[Any]) -> bool:
        return self.before is not None if self.is_backwards else len(found) > self.size

    def has_previous(self, found: Sequence[Any]) -> bool:
        return len(found) > self.size if self.is_backwards else self.after is not None


def default_page_size() -> int:
    return min(USUAL_PAGE_SIZE, limit("page_size"))


def page_size(asked: int | None, *, argument: str) -> int:
    """Return how many items a page shall have. Raises PageSizeError."""
    if asked is None:
        return default_page_size()
    if not 0 <= asked <= limit("page_size"):
        raise PageSizeError(argument, asked)
    return asked


def list_name(name: str, order: Order) -> str:
    """Return what cursors name as their list."""
    return f"{name}.{order.name}"


def _position(arguments: Mapping[str, Any], argument: str, name: str, order: Order) -> Position | None:
    cursor = arguments.get(argument)
    if cursor is None:
        return None
    return decode(cursor, of=list_name(name, order), kind=order.kind, argument=argument)


class Count(Protocol):
    def __call__(self) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Slice:
    """What a connection type resolves from."""

    nodes: Sequence[Any]
    name: str
    order: Order
    has_next_page: bool
    has_previous_page: bool
    count: Count

    @cached_property
    def edges(self) -> list[dict[str, Any]]:
        return [{"node": item, "cursor": self._cursor(item)} for item in self.nodes]

    @property
    def page_info(self) -> dict[str, Any]:
        return {
            "has_next_page": self.has_next_page,
            "has_previous_page": self.has_previous_page,
            "start_cursor": self._cursor(self.nodes[0]) if self.nodes else None,
            "end_cursor": self._cursor(self.nodes[-1]) if self.nodes else None,
        }

    @property
    def total_count(self) -> int:
        return self.count()

    def _cursor(self, item: Any) -> str:
        return encode(self.order.position(item), of=list_name(self.name, self.order))
