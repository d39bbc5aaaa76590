import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

import graphene
from django.db.models import Q
from graphql import GraphQLError, GraphQLResolveInfo
from wagtail.models import Page
from wagtail.query import PageQuerySet

MAXIMUM_PAGE_SIZE = 100


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

    value: str
    pk: int

    def encode(self) -> str:
        return base64.urlsafe_b64encode(f"{self.pk}:{self.value}".encode()).decode()

    @classmethod
    def decode(cls, cursor: str, *, value_type: type[date]) -> Self:
        try:
            pk, _, value = base64.urlsafe_b64decode(cursor.encode()).decode().partition(":")
            value_type.fromisoformat(value)
            return cls(value=value, pk=int(pk))
        except (binascii.Error, UnicodeDecodeError, ValueError) as error:
            raise BadCursorError from error


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
        value: date | datetime = getattr(page, self.field)
        return Position(value=value.isoformat(), pk=page.pk)


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


def take(queryset: PageQuerySet, *, info: GraphQLResolveInfo, order: Order, first: int, after: str | None) -> Slice:
    if not 1 <= first <= MAXIMUM_PAGE_SIZE:
        raise PageSizeError(first)
    ordered = order.apply(queryset)
    if after is not None:
        ordered = order.after(ordered, Position.decode(after, value_type=order.value_type))
    found = info.context.pages(ordered, limit=first + 1)
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
