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

from cms.api.global_ids import global_id
from cms.api.nodes import Node
from cms.api.plans.errors import UnplannedError
from cms.api.plans.selections import Selections
from cms.api.plans.sources import plain_attribute, type_name_of, value_getter

# Scalars with the type whose values they leave as they are.
PLAIN = {"String": str, "ID": str, "Boolean": bool}

Shape = Callable[[Any, "Request"], Any]


class Request:
    """What resolvers get as info: the context; and the variables of this one execution."""

    def __init__(self, *, context: Any, variables: Mapping[str, Any]) -> None:
        self.context, self.variable_values = context, variables
        self.arguments: dict[int, dict[str, Any]] = {}


class Shaper:
    """Compiles selections into functions that turn what was read into the data of an answer.

    The functions are written out and evaluated: each object is one dict display, each list of objects one
    comprehension around it. That is what makes shaping cheap, as nothing is called that need not be.
    """

    def __init__(self, schema: GraphQLSchema, selections: Selections) -> None:
        self.schema, self.selections = schema, selections

    def object_shape(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Shape:
        """Return the function that makes an object of an item."""
        names: dict[str, Any] = {}
        return _evaluated(f"lambda item, request: {self._display(kind, nodes, names)}", names)

    def objects_shape(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Shape:
        """Return the function that makes a list of objects, none of which may be missing."""
        names: dict[str, Any] = {"missing": _missing}
        display = self._display(kind, nodes, names)
        return _evaluated(
            f"lambda items, request: [{display} if item is not None else missing() for item in items]", names
        )

    def _display(self, kind: GraphQLObjectType, nodes: list[FieldNode], names: dict[str, Any]) -> str:
        """Write the object as a dict display, and put the functions that it calls among the names."""
        fields = self.selections.of(kind, nodes).items()
        entries = (f"{key!r}: {self._written(kind, field_nodes, names)}" for key, field_nodes in fields)
        return f"{{{', '.join(entries)}}}"

    def _written(self, kind: GraphQLObjectType, nodes: list[FieldNode], names: dict[str, Any]) -> str:
        name, number = nodes[0].name.value, len(names)
        if name == "__typename":
            return repr(kind.name)
        if attribute := plain_attribute(kind, name):
            return f"item.{attribute}"
        field = kind.fields[name]
        if field.resolve is Node.resolve_id:
            names["global_id"] = global_id
            return f"global_id({kind.name!r}, item.id)"
        names[f"resolve{number}"] = self.resolver(kind, field, nodes[0])
        names[f"complete{number}"] = self.completer(field.type, nodes)
        return f"complete{number}(resolve{number}(item, request), request)"

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
        if not _names_variables(node):
            fixed = get_argument_values(field, node, {})
            return lambda value, request: resolve(value, request, **fixed)
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
            shape = self._list(inner.of_type, nodes)
        elif is_leaf_type(inner):
            return _required_leaf(inner) if is_required else _optional_leaf(inner)
        elif is_object_type(inner):
            shape = self.object_shape(inner, nodes)
        elif is_abstract_type(inner):
            shape = self._abstract(inner, nodes)
        else:
            raise UnplannedError(kind)
        return _required(shape) if is_required else _optional(shape)

    def _list(self, kind: Any, nodes: list[FieldNode]) -> Shape:
        if is_non_null_type(kind) and is_object_type(kind.of_type):
            return self.objects_shape(kind.of_type, nodes)
        return _each(self.completer(kind, nodes))

    def _abstract(self, kind: Any, nodes: list[FieldNode]) -> Shape:
        shapes: dict[str, Shape] = {}

        def shape(value: Any, request: Request) -> Any:
            name = type_name_of(value) or kind.resolve_type(value, request, kind)
            if name not in shapes:
                shapes[name] = self.object_shape(cast("GraphQLObjectType", self.schema.type_map[name]), nodes)
            return shapes[name](value, request)

        return shape


def _evaluated(source: str, names: dict[str, Any]) -> Shape:
    # It is made of response names and attributes alone, and GraphQL's names are identifiers.
    return cast("Shape", eval(source, names))  # noqa: S307  Nothing of it comes from elsewhere.


def _missing() -> Any:
    """Refuse what is missing: the executor says where it was, and what becomes null around it."""
    raise UnplannedError


def _optional(shape: Shape) -> Shape:
    return lambda value, request: None if value is None else shape(value, request)


def _required(shape: Shape) -> Shape:
    return lambda value, request: _missing() if value is None else shape(value, request)


def _optional_leaf(kind: Any) -> Shape:
    serialize, plain = kind.serialize, PLAIN.get(kind.name)
    return lambda value, _request: value if value is None or type(value) is plain else serialize(value)


def _required_leaf(kind: Any) -> Shape:
    serialize, plain = kind.serialize, PLAIN.get(kind.name)

    def complete(value: Any, _request: Request) -> Any:
        if type(value) is plain:
            return value
        return _missing() if value is None else serialize(value)

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
