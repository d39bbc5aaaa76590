from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import lru_cache
from itertools import count
from typing import Any, cast

from graphql import (
    GRAPHQL_MAX_INT,
    GRAPHQL_MIN_INT,
    FieldNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    is_abstract_type,
    is_enum_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from graphql.execution.values import get_argument_values
from graphql.language import Visitor, visit

from cms.api.global_ids import global_id
from cms.api.nodes import Node
from cms.api.plans.errors import UnplannedError
from cms.api.plans.selections import Selections
from cms.api.plans.sources import plain_attribute, type_name_of, value_getter, written_value

# What scalars make of the values that they mostly show: the test for these, and what is made of them. `first` is the
# value where it is looked at first, and `name` its name.
PLAIN = {
    "String": ("type({first}) is str", "{name}"),
    "ID": ("type({first}) is str", "{name}"),
    "Boolean": ("type({first}) is bool", "{name}"),
    "Int": (f"type({{first}}) is int and {GRAPHQL_MIN_INT} <= {{name}} <= {GRAPHQL_MAX_INT}", "{name}"),
    "Date": ("type({first}) is date", "{name}.isoformat()"),
    "DateTime": ("type({first}) is datetime", "moment({name}, {name}.fold, {name}.tzinfo)"),
}
# Of each enum.
MAXIMUM_VALUES = 64
MAXIMUM_MOMENTS = 8192

Shape = Callable[[Any, "Request"], Any]


@lru_cache(maxsize=MAXIMUM_MOMENTS)
def _moment(value: datetime, _fold: int, _zone: tzinfo | None) -> str:
    """Write a moment, with its zone and its fold, as moments that are equal may be written differently."""
    return value.isoformat()


class Request:
    """What resolvers get as info: the context; and the variables of this one execution."""

    def __init__(self, *, context: Any, variables: Mapping[str, Any]) -> None:
        self.context, self.variable_values = context, variables
        self.arguments: dict[int, dict[str, Any]] = {}


@dataclass(kw_only=True)
class Code:
    """A function that is being written, with the names it uses."""

    names: dict[str, Any] = field(
        default_factory=lambda: {"missing": _missing, "moment": _moment, "date": date, "datetime": datetime}
    )
    _numbers: Iterator[int] = field(default_factory=count)

    def named(self, value: Any) -> str:
        """Return the name by which the function knows a value."""
        name = f"known{next(self._numbers)}"
        self.names[name] = value
        return name

    def variable(self) -> str:
        return f"value{next(self._numbers)}"

    def function(self, expression: str, *, of: str) -> Shape:
        """Raises UnplannedError where a selection nests deeper than Python's parentheses may, some fifty levels."""
        # It is made of response names and attributes alone, and GraphQL's names are identifiers.
        try:
            return cast("Shape", eval(f"lambda {of}, request: {expression}", self.names))  # noqa: S307  Nothing of it comes from elsewhere.
        except SyntaxError as error:
            raise UnplannedError(expression) from error


class Shaper:
    """Compiles selections into functions that turn what was read into the data of an answer.

    The functions are written out and evaluated: each object is one dict display, each list one comprehension, and each
    lies within what is around it. That is what makes shaping cheap, as nothing is called that need not be.
    """

    def __init__(self, schema: GraphQLSchema, selections: Selections) -> None:
        self.schema, self.selections = schema, selections

    def field_shape(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Shape:
        """Return the function that makes what a field comes to of the item that has it."""
        code = Code()
        return code.function(self._field(kind, nodes, "item", code), of="item")

    def completer(self, kind: GraphQLOutputType, nodes: list[FieldNode]) -> Shape:
        """Return the function that makes what a field comes to of its value."""
        code = Code()
        return code.function(self._completed(kind, nodes, "item", code), of="item")

    def object_shape(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Shape:
        """Return the function that makes an object of an item."""
        code = Code()
        return code.function(self._display(kind, nodes, "item", code), of="item")

    def arguments(self, field: GraphQLField, node: FieldNode) -> Callable[[Request], dict[str, Any]] | None:
        if not field.args:
            return None
        if not _names_variables(node):
            fixed = get_argument_values(field, node, {})
            return lambda _request: fixed

        def sent(request: Request) -> dict[str, Any]:
            if id(node) not in request.arguments:
                request.arguments[id(node)] = get_argument_values(field, node, dict(request.variable_values))
            return request.arguments[id(node)]

        return sent

    def _display(self, kind: GraphQLObjectType, nodes: list[FieldNode], item: str, code: Code) -> str:
        fields = self.selections.of(kind, nodes).items()
        entries = (f"{key!r}: {self._field(kind, field_nodes, item, code)}" for key, field_nodes in fields)
        return f"{{{', '.join(entries)}}}"

    def _field(self, kind: GraphQLObjectType, nodes: list[FieldNode], item: str, code: Code) -> str:
        name = nodes[0].name.value
        if name == "__typename":
            return repr(kind.name)
        if attribute := plain_attribute(kind, name):
            return f"{item}.{attribute}"
        field = kind.fields[name]
        if field.resolve is Node.resolve_id:
            return f"{code.named(global_id)}({kind.name!r}, {item}.id)"
        return self._completed(field.type, nodes, self._value(kind, field, nodes[0], item, code), code)

    def _value(self, kind: GraphQLObjectType, field: GraphQLField, node: FieldNode, item: str, code: Code) -> str:
        """Write where a value comes from: the attribute it is, where that is known, else its ordinary resolver."""
        if not field.args and (written := written_value(kind, field, node.name.value, item)):
            return written
        get = code.named(value_getter(kind, field, node.name.value) or field.resolve)
        arguments = self.arguments(field, node)
        if arguments is None:
            return f"{get}({item}, request)"
        if _names_variables(node):
            return f"{get}({item}, request, **{code.named(arguments)}(request))"
        return f"{get}({item}, request, **{code.named(get_argument_values(field, node, {}))})"

    def _completed(self, kind: GraphQLOutputType, nodes: list[FieldNode], value: str, code: Code) -> str:
        """Write what a value comes to, which is looked at once and may be missing."""
        is_required = is_non_null_type(kind)
        inner: Any = cast("Any", kind).of_type if is_required else kind
        name = value if value.isidentifier() else code.variable()
        first = value if name == value else f"({name} := {value})"
        if is_leaf_type(inner):
            complete = code.named(_required_leaf(inner) if is_required else _optional_leaf(inner))
            if inner.name not in PLAIN:
                return f"{complete}({value})"
            test, shown = (each.format(first=first, name=name) for each in PLAIN[inner.name])
            return f"({shown} if {test} else {complete}({name}))"
        missing = "missing()" if is_required else "None"
        return f"({missing} if {first} is None else {self._shaped(inner, nodes, name, code)})"

    def _shaped(self, kind: Any, nodes: list[FieldNode], item: str, code: Code) -> str:
        if is_list_type(kind):
            each = code.variable()
            return f"[{self._completed(kind.of_type, nodes, each, code)} for {each} in {item}]"
        if is_object_type(kind):
            return self._display(kind, nodes, item, code)
        if is_abstract_type(kind):
            return f"{code.named(self._abstract(kind, nodes))}({item}, request)"
        raise UnplannedError(kind)

    def _abstract(self, kind: Any, nodes: list[FieldNode]) -> Shape:
        shapes: dict[str, Shape] = {}

        def shape(value: Any, request: Request) -> Any:
            name = type_name_of(value) or kind.resolve_type(value, request, kind)
            if name not in shapes:
                shapes[name] = self.object_shape(cast("GraphQLObjectType", self.schema.type_map[name]), nodes)
            return shapes[name](value, request)

        return shape


def _missing() -> Any:
    """Refuse what is missing: the executor says where it was, and what becomes null around it."""
    raise UnplannedError


def _optional_leaf(kind: Any) -> Callable[[Any], Any]:
    serialize = _serializer(kind)
    return lambda value: None if value is None else serialize(value)


def _required_leaf(kind: Any) -> Callable[[Any], Any]:
    serialize = _serializer(kind)
    return lambda value: _missing() if value is None else serialize(value)


def _serializer(kind: Any) -> Callable[[Any], Any]:
    if not is_enum_type(kind):
        return cast("Callable[[Any], Any]", kind.serialize)
    # graphene looks for the member each time, and for its name after that.
    known = lru_cache(maxsize=MAXIMUM_VALUES)(kind.serialize)
    return lambda value: known(value) if type(value) is str else kind.serialize(value)


def _names_variables(node: FieldNode) -> bool:
    class Finder(Visitor):
        found = False

        def enter_variable(self, *_arguments: Any) -> None:
            self.found = True

    finder = Finder()
    for argument in node.arguments:
        visit(argument, finder)
    return finder.found
