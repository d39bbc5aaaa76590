from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import graphene
from django.db.models import Model, Q

from cms.api.arguments import is_storable, moment
from cms.api.global_ids import BadIDError, key_of
from cms.api.lists.errors import FilterError
from cms.api.locales import Locale
from cms.api.posts import value_of

MAXIMUM_IN_LIST = 100
MAXIMUM_TEXT = 500

# Each operator with the lookup of the ORM behind it and its words. Those that deny exclude what the lookup finds.
OPERATORS = {
    "eq": ("exact", "Is this."),
    "neq": ("exact", "Is not this."),
    "in": ("in", f"Is one of these, at most {MAXIMUM_IN_LIST}."),
    "not_in": ("in", f"Is none of these, at most {MAXIMUM_IN_LIST}."),
    "lt": ("lt", "Lies before this."),
    "lte": ("lte", "Is this or lies before it."),
    "gt": ("gt", "Lies after this."),
    "gte": ("gte", "Is this or lies after it."),
    "contains": ("folded_contains", "Contains this, in capitals or not."),
    "starts_with": ("folded_startswith", "Starts with this, in capitals or not."),
    "is_null": ("isnull", "True for those that have none, false for those that have one."),
}
DENYING = {"neq", "not_in"}
LISTS = {"in", "not_in"}
SAME = ("eq", "neq", "in", "not_in")
ORDERED = (*SAME, "lt", "lte", "gt", "gte")


# No row has the key 0. Said with an empty list, the ORM would refuse to make SQL of it.
NOTHING = Q(pk=0)


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """What may be asked of a column: the input type, its operators, and how a value becomes one of the database's."""

    type_name: str
    scalar: Any
    operators: tuple[str, ...]
    description: str
    clean: Callable[[Any], Any]

    def input_type(self) -> type[graphene.InputObjectType]:
        return _input_type(self.type_name, self.scalar, self.operators, self.description)

    def cleaned(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Return what was asked with its values as the database holds them. Raises FilterError or BadIDError."""
        return {operator: self._cleaned(operator, value) for operator, value in asked.items()}

    def _cleaned(self, operator: str, value: Any) -> Any:
        if value is None:
            message = (
                f"'{operator}' of a {self.type_name} is null. Leave it out, or ask with isNull where there is one."
            )
            raise FilterError(message)
        if operator == "is_null":
            return value
        if operator not in LISTS:
            return self.clean(value)
        if len(value) > MAXIMUM_IN_LIST:
            message = (
                f"A filter may list {MAXIMUM_IN_LIST} values, and this one lists {len(value)}. Ask in several requests."
            )
            raise FilterError(message, code="FILTER_TOO_LARGE")
        return [self.clean(each) for each in value]


def matching(column: str, asked: dict[str, Any]) -> list[Q]:
    """Return the conditions of a cleaned filter. Values are passed on as they are, and may be expressions."""
    return [_matching(column, operator, value) for operator, value in asked.items()]


def _matching(column: str, operator: str, value: Any) -> Q:
    lookup, _words = OPERATORS[operator]
    if operator in LISTS and not isinstance(value, list):
        # An expression that stands for all values of the list, of which nobody knows yet how many there are.
        lookup = "one_of"
    found = NOTHING if value == [] else Q(**{f"{column}__{lookup}": value})
    return ~found if operator in DENYING else found


@cache
def _input_type(name: str, scalar: Any, operators: tuple[str, ...], description: str) -> type[graphene.InputObjectType]:
    return type(name, (graphene.InputObjectType,), {"__doc__": description} | dict(_input_fields(scalar, operators)))


def _input_fields(scalar: Any, operators: tuple[str, ...]) -> list[tuple[str, graphene.InputField]]:
    kinds = {"is_null": graphene.Boolean} | dict.fromkeys(LISTS, graphene.List(graphene.NonNull(scalar)))
    return [
        (operator, graphene.InputField(kinds.get(operator, scalar), description=OPERATORS[operator][1]))
        for operator in operators
    ]


def _text(value: str) -> str:
    if not is_storable(value):
        message = "A text in a filter holds NUL or half of a surrogate pair, which no database can hold. Leave it out."
        raise FilterError(message)
    if len(value) > MAXIMUM_TEXT:
        message = f"A text in a filter may have {MAXIMUM_TEXT} characters, and this one has {len(value)}. Shorten it."
        raise FilterError(message, code="FILTER_TOO_LARGE")
    return value


def _moment(value: datetime) -> datetime:
    return moment(value, argument="where")


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError as error:
        message = f"'{value[:80]}' is not the id of a position."
        raise BadIDError(message) from error


TEXT = Leaf(
    type_name="StringFilter",
    scalar=graphene.String,
    operators=(*SAME, "contains", "starts_with"),
    description="Asks for a text. Several conditions all have to hold.",
    clean=_text,
)
DATE = Leaf(
    type_name="DateFilter",
    scalar=graphene.Date,
    operators=ORDERED,
    description="Asks for a day. Several conditions all have to hold.",
    clean=lambda value: value,
)
MOMENT = Leaf(
    type_name="DateTimeFilter",
    scalar=graphene.DateTime,
    operators=ORDERED,
    description="Asks for a moment; without an offset it is one of the site's time zone. All conditions have to hold.",
    clean=_moment,
)
OPTIONAL_MOMENT = Leaf(
    type_name="OptionalDateTimeFilter",
    scalar=graphene.DateTime,
    operators=(*ORDERED, "is_null"),
    description="Asks for a moment that may be missing; without an offset it is one of the site's time zone.",
    clean=_moment,
)
POSITION = Leaf(
    type_name="PositionFilter",
    scalar=graphene.ID,
    operators=(*SAME, "is_null"),
    description="Asks for the position taken in a debate, by its id. Several conditions all have to hold.",
    clean=_uuid,
)


def identity(model: Callable[[], type[Model]]) -> Leaf:
    """Ask for objects of a type by their ids."""
    return Leaf(
        type_name="IDFilter",
        scalar=graphene.ID,
        operators=SAME,
        description="Asks for objects by their ids. Several conditions all have to hold.",
        clean=lambda value: key_of(value, model=model()),
    )


def choice(enum: type[graphene.Enum]) -> Leaf:
    """Ask for one of the values of an enum."""
    return Leaf(
        type_name=f"{enum._meta.name}Filter",
        scalar=enum,
        operators=SAME,
        description=f"Asks for a {enum._meta.name}. Several conditions all have to hold.",
        clean=value_of,
    )


LOCALE = choice(Locale)
