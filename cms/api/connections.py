import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Self

import graphene
from django.db.models import Q
from graphql import GraphQLError, GraphQLResolveInfo
from wagtail.models import Page
from wagtail.query import PageQuerySet

MAXIMUM_PAGE_SIZE = 100
DEFAULT_PAGE_SIZE = 20
MAXIMUM_ID = 2**63 - 1


class BadCursorError(GraphQLError):
    def __init__(self) -> None:
        message = "The cursor in 'after' is not one of this list. Use an endCursor or a cursor that the list returned."
        super().__init__(message, extensions={"code": "BAD_CURSOR"})


class PageSizeError(GraphQLError):
    def __init__(self, first: int) -> None:
        message = f"'first' must lie between 1 and {MAXIMUM_PAGE_SIZE}, not {first}."
        super().__init__(message, extensions={"code": "BAD_PAGE_SIZE"})


@dataclass(frozen=True, kw_only=True)
class Position:
    """A place in an ordered list: the value ordered by and the id that breaks ties. Inserts do not move it."""

    value: date
    pk: int

    def encode(self) -> str:
        return base64.urlsafe_b64encode(f"{self.pk}:{self.value.isoformat()}".encode()).decode()

    @classmethod
    def decode(cls, cursor: str, *, value_type: type[date]) -> Self:
        try:
            pk, _, text = base64.urlsafe_b64decode(cursor.encode()).decode().partition(":")
            position = cls(value=_in_utc(value_type.fromisoformat(text)), pk=int(pk))
        except (ValueError, OverflowError) as error:
            raise BadCursorError from error
        if not 0 < position.pk <= MAXIMUM_ID:
            raise BadCursorError
        return position


def _in_utc(value: date) -> date:
    """Refuse moments that fall out of the calendar in UTC, in which databases keep them."""
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        message = "A moment in a cursor has an offset."
        raise ValueError(message)
    return value.astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class Order:
    field: str
    descending: bool
    value_type: type[date]

    def apply(self, queryset: PageQuerySet) -> PageQuerySet:
        sign = "-" if self.descending else ""
        return queryset.order_by(f"{sign}{self.field}", f"{sign}pk")

    def after(self, queryset: PageQuerySet, position: Position) -> PageQuerySet:
        comparison = "lt" if self.descending else "gt"
        beyond = Q(**{f"{self.field}__{comparison}": position.value})
        tied = Q(**{self.field: position.value, f"pk__{comparison}": position.pk})
        return queryset.filter(beyond | tied)

    def position(self, page: Page) -> Position:
        return Position(value=getattr(page, self.field), pk=page.pk)


@dataclass(frozen=True, kw_only=True)
class Slice:
    """What a connection type resolves from."""

    queryset: PageQuerySet
    pages: Sequence[Page]
    order: Order
    has_next_page: bool
    has_previous_page: bool

    @property
    def edges(self) -> list[dict[str, Any]]:
        return [{"node": page, "cursor": self.order.position(page).encode()} for page in self.pages]

    @property
    def nodes(self) -> Sequence[Page]:
        return self.pages

    @property
    def page_info(self) -> dict[str, Any]:
        cursors = [edge["cursor"] for edge in self.edges]
        return {
            "has_next_page": self.has_next_page,
            "has_previous_page": self.has_previous_page,
            "start_cursor": cursors[0] if cursors else None,
            "end_cursor": cursors[-1] if cursors else None,
        }


def take(
    queryset: PageQuerySet,
    *,
    info: GraphQLResolveInfo,
    order: Order,
    first: int | None,
    after: str | None,
    is_narrowed: bool = False,
) -> Slice:
    """Take a slice. A draft that was never published opens the list in a preview, unless the list was narrowed."""
    # An argument that is null was sent, so its default does not step in for it.
    first = DEFAULT_PAGE_SIZE if first is None else first
    if not 1 <= first <= MAXIMUM_PAGE_SIZE:
        raise PageSizeError(first)
    ordered = order.apply(queryset)
    if after is not None:
        ordered = order.after(ordered, Position.decode(after, value_type=order.value_type))
    opens_with_draft = after is None and not is_narrowed
    found = info.context.pages(ordered, limit=first + 1, opens_with_draft=opens_with_draft)
    return Slice(
        queryset=queryset,
        pages=found[:first],
        order=order,
        has_next_page=len(found) > first,
        has_previous_page=after is not None,
    )


class PageInfo(graphene.ObjectType):
    """Where a slice of a list lies within the whole."""

    has_next_page = graphene.Boolean(required=True, description="True when more follow.")
    has_previous_page = graphene.Boolean(required=True, description="True when the slice began after a cursor.")
    start_cursor = graphene.String(description="The cursor of the first item; null when there is none.")
    end_cursor = graphene.String(description="The cursor of the last item; null when there is none.")


def connection_type(node_type: type[graphene.ObjectType]) -> type[graphene.ObjectType]:
    """Build the Relay connection and edge types of a page type."""
    name = node_type._meta.name
    edge = type(
        f"{name}Edge",
        (graphene.ObjectType,),
        {
            "__doc__": f"One {name} in a list.",
            "node": graphene.Field(node_type, required=True, description="The item."),
            "cursor": graphene.String(required=True, description="The place of the item in the list."),
        },
    )
    return type(
        f"{name}Connection",
        (graphene.ObjectType,),
        {
            "__doc__": f"A slice of a list of {name}.",
            "edges": graphene.List(graphene.NonNull(edge), required=True, description="The items with their cursors."),
            "nodes": graphene.List(graphene.NonNull(node_type), required=True, description="The items alone."),
            "page_info": graphene.Field(PageInfo, required=True, description="Where the slice lies."),
            "total_count": graphene.Int(required=True, description="How many items the whole list has."),
            "resolve_total_count": staticmethod(_total_count),
        },
    )


def _total_count(found: Slice, info: GraphQLResolveInfo) -> int:
    return info.context.visibility.pages(found.queryset).count()
