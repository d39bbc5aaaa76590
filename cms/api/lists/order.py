from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import graphene
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from cms.api.lists.cursors import MAXIMUM_ID, Position


@dataclass(frozen=True, kw_only=True)
class Order:
    """One way in which a list may be ordered. Ties are broken by id, in the same direction; nulls come last."""

    name: str
    column: str
    kind: type[date | str]
    description: str
    is_descending: bool = False
    is_nullable: bool = False
    # What breaks ties. It must stay with an item for as long as cursors shall.
    tie: str = "pk"

    def apply(self, queryset: QuerySet[Any], *, backwards: bool = False) -> QuerySet[Any]:
        return queryset.order_by(self._term(self.column, backwards=backwards), self._tie(backwards=backwards))

    def beyond(self, position: Position, *, backwards: bool = False) -> Q:
        """Keep what follows a position, or comes before it. Its value and id may be expressions."""
        comparison = "lt" if self.is_descending != backwards else "gt"
        tied = {f"{self.tie}__{comparison}": position.pk}
        if position.value is None:
            among_nulls = Q(**{f"{self.column}__isnull": True}, **tied)
            return among_nulls | Q(**{f"{self.column}__isnull": False}) if backwards else among_nulls
        apart = Q(**{f"{self.column}__{comparison}": position.value})
        # The outer bound says nothing new, but it is what lets databases start within the index.
        bound = Q(**{f"{self.column}__{comparison}e": position.value})
        found = bound & (apart | Q(**{self.column: position.value}, **tied))
        return found | Q(**{f"{self.column}__isnull": True}) if self.is_nullable and not backwards else found

    def position(self, item: Model) -> Position:
        # A page that was never saved comes after those that were, as it will once it is.
        pk = (item.pk or MAXIMUM_ID) if self.tie == "pk" else getattr(item, self.tie)
        return Position(value=getattr(item, self.column), pk=pk)

    def _term(self, column: str, *, backwards: bool) -> OrderBy:
        # Where there are no nulls nothing is said about them, so that plain indexes serve both directions.
        nulls = {} if not self.is_nullable else {"nulls_first": True} if backwards else {"nulls_last": True}
        return F(column).desc(**nulls) if self.is_descending != backwards else F(column).asc(**nulls)

    def _tie(self, *, backwards: bool) -> str:
        return f"-{self.tie}" if self.is_descending != backwards else self.tie


def both_ways(
    name: str, column: str, kind: type[date | str], words: tuple[str, str], *, is_nullable: bool = False
) -> tuple[Order, Order]:
    """Return the orders NAME_ASC and NAME_DESC, each with its description."""
    upwards, downwards = (
        Order(
            name=f"{name}_{suffix}",
            column=column,
            kind=kind,
            description=description,
            is_descending=is_descending,
            is_nullable=is_nullable,
        )
        for suffix, is_descending, description in (("ASC", False, words[0]), ("DESC", True, words[1]))
    )
    return upwards, downwards


def by_moment(name: str, column: str, what: str, *, is_nullable: bool = False) -> tuple[Order, Order]:
    words = (f"{what}, earliest first.", f"{what}, latest first.")
    return both_ways(name, column, datetime, words, is_nullable=is_nullable)


def by_day(name: str, column: str, what: str) -> tuple[Order, Order]:
    return both_ways(name, column, date, (f"{what}, oldest first.", f"{what}, newest first."))


def by_text(name: str, column: str, what: str) -> tuple[Order, Order]:
    return both_ways(name, column, str, (f"{what}, from A to Z.", f"{what}, from Z to A."))


def order_enum(name: str, orders: tuple[Order, ...]) -> type[graphene.Enum]:
    descriptions = {order.name: order.description for order in orders}
    describe: Callable[[Any], str] = lambda member: (  # noqa: E731  graphene asks one function for all descriptions.
        descriptions[member.value] if member else "In which order a list comes; ties by id, in the same direction."
    )
    return graphene.Enum(name, [(order.name, order.name) for order in orders], description=describe)
