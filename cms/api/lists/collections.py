from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import graphene
from django.db.models import QuerySet

from cms.api.languages import chain, in_first_language
from cms.api.lists.checks import Check
from cms.api.lists.order import Order
from cms.api.lists.where import narrowed
from cms.api.posts import value_of
from cms.api.visibility import Visibility

Arguments = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Argument:
    """An argument that only some lists have."""

    name: str
    type: Callable[[], graphene.Argument]
    # Checks and translates what was sent, once for each request.
    clean: Callable[[Any], Any]
    # Narrows by what `clean` returned, of which every value may be an expression instead.
    narrow: Callable[[QuerySet[Any], Any, Visibility], QuerySet[Any]]
    # False where a draft is in the list of its preview whatever this asks for.
    is_narrowing: bool = True


def leave_order(
    queryset: QuerySet[Any], _order: Order, _arguments: Arguments, _visibility: Visibility
) -> QuerySet[Any]:
    return queryset


def all_of_them(queryset: QuerySet[Any]) -> QuerySet[Any]:
    return queryset


@dataclass(frozen=True, kw_only=True)
class Collection:
    """A list at the root of the API, declared once.

    A request takes three steps: `clean` checks the arguments and returns them in the same shape, ready for a database;
    `queryset` turns them into a queryset without looking at any value, so that an expression may stand in the place of
    each; `Order.apply` and `Order.beyond` put it in order and cut it at a cursor. Only these shape the statement and
    are read: which arguments are there, booleans, `order_by`, and how long lists are.
    """

    name: str
    model: Callable[[], Any]
    description: str
    orders: tuple[Order, ...]
    default_order: Callable[[Arguments], str]
    arguments: tuple[Argument, ...] = ()
    # Leaves out what is no member of the list, whoever asks.
    members: Callable[[QuerySet[Any]], QuerySet[Any]] = all_of_them
    # Adds the column that an order goes by where the table has none.
    annotate: Callable[[QuerySet[Any], Order, Arguments, Visibility], QuerySet[Any]] = leave_order
    # What to ask instead, where the list is kept for those who know it by an old name.
    deprecation_reason: str | None = None

    def clean(self, arguments: Arguments) -> dict[str, Any]:
        """Check what was sent and translate it for the database; what is null was not sent.

        Raises errors that the caller may read.
        """
        sent = {name: value for name, value in arguments.items() if value is not None}
        languages = chain(sent.get("locale"), sent.get("fallback"))
        cleaned = {argument.name: argument.clean(sent[argument.name]) for argument in self.arguments_in(sent)}
        if languages:
            cleaned |= {"locale": languages[0], "fallback": languages[1:]}
        if "where" in sent:
            cleaned["where"] = Check().cleaned(self.model(), sent["where"])
        if "order_by" in sent:
            cleaned["order_by"] = value_of(sent["order_by"])
        return cleaned

    def queryset(self, arguments: Arguments, visibility: Visibility) -> QuerySet[Any]:
        """Return what the cleaned arguments leave, unordered, and with what nobody may see still among it.

        Who runs it keeps what is visible, by Visibility.visible.
        """
        found = self.members(self.model()._meta.default_manager.order_by())
        languages = [arguments["locale"], *arguments.get("fallback", ())] if "locale" in arguments else []
        found = in_first_language(found, languages, visibility)
        for argument in self.arguments_in(arguments):
            found = argument.narrow(found, arguments[argument.name], visibility)
        if "where" in arguments:
            found = narrowed(found, arguments["where"], visibility)
        return self.annotate(found, self.order(arguments), arguments, visibility)

    def order(self, arguments: Arguments) -> Order:
        wanted = arguments.get("order_by") or self.default_order(arguments)
        return next(order for order in self.orders if order.name == wanted)

    def narrowing(self, arguments: Arguments) -> dict[str, Any]:
        """Return the arguments that even a draft has to meet to be in the list of its preview."""
        others = {argument.name for argument in self.arguments if not argument.is_narrowing}
        return {name: value for name, value in arguments.items() if name not in others and value is not False}

    def is_narrowed(self, arguments: Arguments) -> bool:
        """Return whether more was asked for than languages and what no draft has to meet."""
        return bool(self.narrowing(arguments).keys() - {"locale", "fallback", "order_by"})

    def arguments_in(self, arguments: Arguments) -> list[Argument]:
        return [argument for argument in self.arguments if argument.name in arguments]
