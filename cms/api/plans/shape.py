from collections.abc import Callable, Mapping
from typing import Any, cast

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from graphql.execution.values import get_argument_values
from graphql.language import Visitor, visit

from cms.api.plans.errors import UnplannedError
from cms.api.plans.selections import Selections
from cms.api.plans.sources import plain_attribute, type_name_of, value_getter

Shape = Callable[[Any, "Request"], Any]


class Request:
    """What resolvers get as info: the context; and the variables of this one execution."""

    def __init__(self, *, context: Any, variables: Mapping[str, Any]) -> None:
        self.context, self.variable_values = context, variables
        self.arguments: dict[int, dict[str, Any]] = {}


class Shaper:
    """Compiles selections into functions that turn what was read into the data of an answer."""

    def __init__(self, schema: GraphQLSchema, selections: Selections) -> None:
        self.schema, self.selections = schema, selections

    def object_shape(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Shape:
        """Return the function that makes the object: one dict display, written for this selection."""
        functions: dict[str, Shape] = {}
        entries = []
        for key, field_nodes in self.selections.of(kind, nodes).items():
            name = plain_attribute(kind, field_nodes[0].name.value)
            if name is None:
                functions[f"field{len(functions)}"] = self._field_shape(kind, field_nodes)
                entries.append(f"{key!r}: field{len(functions) - 1}(item, request)")
            else:
                entries.append(f"{key!r}: item.{name}")
        source = f"lambda item, request: {{{', '.join(entries)}}}"
        # It is made of response names and attributes alone, and GraphQL's names are identifiers.
        return cast("Shape", eval(source, functions))  # noqa: S307  Nothing of it comes from elsewhere.

    def _field_shape(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Shape:
        name = nodes[0].name.value
        if name == "__typename":
            return lambda _value, _request: kind.name
        field = kind.fields[name]
        resolve, complete = self.resolver(kind, field, nodes[0]), self.completer(field.type, nodes)
        return lambda value, request: complete(resolve(value, request), request)

    def resolver(self, kind: GraphQLObjectType, field: GraphQLField, node: FieldNode) -> Shape:
        """Return what gives a field's value: the attribute it is, where that is known, else its ordinary resolver."""
        arguments = self.arguments(field, node)
        if getter := value_getter(kind, field, node.name.value):
            if arguments is None:
                return getter
            return lambda value, request: getter(value, request, arguments(request))
        resolve: Any = field.resolve
        if arguments is None:
            return cast("Shape", resolve)
        return lambda value, request: resolve(value, request, **arguments(request))

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

    def completer(self, kind: GraphQLOutputType, nodes: list[FieldNode]) -> Shape:
        is_required = is_non_null_type(kind)
        inner: Any = cast("Any", kind).of_type if is_required else kind
        if is_list_type(inner):
            shape = _each(self.completer(inner.of_type, nodes))
        elif is_leaf_type(inner):
            shape = inner.serialize
            return _required_leaf(shape) if is_required else _optional_leaf(shape)
        elif is_object_type(inner):
            shape = self.object_shape(inner, nodes)
        elif is_abstract_type(inner):
            shape = self._abstract(inner, nodes)
        else:
            raise UnplannedError(kind)
        return _required(shape) if is_required else _optional(shape)

    def _abstract(self, kind: Any, nodes: list[FieldNode]) -> Shape:
        shapes: dict[str, Shape] = {}

        def shape(value: Any, request: Request) -> Any:
            name = type_name_of(value) or kind.resolve_type(value, request, kind)
            if name not in shapes:
                shapes[name] = self.object_shape(cast("GraphQLObjectType", self.schema.type_map[name]), nodes)
            return shapes[name](value, request)

        return shape


def _optional(shape: Shape) -> Shape:
    return lambda value, request: None if value is None else shape(value, request)


def _required(shape: Shape) -> Shape:
    """Refuse what is missing: the executor says where it was, and what becomes null around it."""

    def complete(value: Any, request: Request) -> Any:
        if value is None:
            raise UnplannedError
        return shape(value, request)

    return complete


def _optional_leaf(serialize: Callable[[Any], Any]) -> Shape:
    return lambda value, _request: None if value is None else serialize(value)


def _required_leaf(serialize: Callable[[Any], Any]) -> Shape:
    def complete(value: Any, _request: Request) -> Any:
        if value is None:
            raise UnplannedError
        return serialize(value)

    return complete


def _each(shape: Shape) -> Shape:
    return lambda values, request: [shape(value, request) for value in values]


def _names_variables(node: FieldNode) -> bool:
    class Finder(Visitor):
        found = False

        def enter_variable(self, *_arguments: Any) -> None:
            self.found = True

    finder = Finder()
    for argument in node.arguments:
        visit(argument, finder)
    return finder.found
