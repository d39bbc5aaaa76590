from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLWrappingType,
    OperationDefinitionNode,
    SelectionSetNode,
    get_introspection_query,
    is_abstract_type,
    is_enum_type,
    parse,
)

Fragments = Mapping[str, FragmentDefinitionNode]
# What leads to a type, which may be any.
REFERRING = {"type", "ofType", "interfaces", "possibleTypes", "queryType", "mutationType", "subscriptionType"}
# Part of the greatest cost that the whole schema has, asked for once as all tools do.
SHARE_OF_LIMIT = 0.8


@dataclass(frozen=True, kw_only=True)
class Lengths:
    """How long the lists of the schema are: on the average of all that are of one kind, and at most."""

    average: Mapping[str, float]
    longest: Mapping[str, int]
    # The part of all references to types that have one wrapper at least, such as "!", two at least, and so on.
    wrapped: tuple[float, ...]

    @classmethod
    def of(cls, schema: GraphQLSchema) -> "Lengths":
        types: list[Any] = list(schema.type_map.values())
        fields = [list(kind.fields.values()) for kind in types if _has_fields(kind)]
        inputs = [list(kind.fields.values()) for kind in types if isinstance(kind, GraphQLInputObjectType)]
        arguments = [list(field.args.values()) for each in fields for field in each]
        found = {
            "fields": [len(kind.fields) if _has_fields(kind) else 0 for kind in types],
            "inputFields": [len(kind.fields) if isinstance(kind, GraphQLInputObjectType) else 0 for kind in types],
            "enumValues": [len(kind.values) if is_enum_type(kind) else 0 for kind in types],
            "interfaces": [len(kind.interfaces) if _has_fields(kind) else 0 for kind in types],
            "possibleTypes": [len(schema.get_possible_types(kind)) if is_abstract_type(kind) else 0 for kind in types],
            "args": [len(each) for each in arguments],
            "types": [len(types)],
            "directives": [len(schema.directives)],
        }
        references = [each.type for kind in (*fields, *inputs, *arguments) for each in kind]
        depths = [sum(1 for _ in _wrappers(each)) for each in references]
        return cls(
            average={name: sum(numbers) / max(1, len(numbers)) for name, numbers in found.items()},
            longest={name: max(numbers, default=0) for name, numbers in found.items()},
            wrapped=tuple(
                sum(depth >= level for depth in depths) / len(depths) for level in range(1, max(depths, default=0) + 1)
            ),
        )


@dataclass(frozen=True, kw_only=True)
class Size:
    """Counts the values that an answer about the schema comes to.

    What is asked of all types is counted as it is. A type that something leads to may be the one with the longest
    lists, so that what is asked of it counts with these.
    """

    lengths: Lengths
    fragments: Fragments

    def of(self, node: SelectionSetNode, *, is_of_all: bool = True, wrappers: int = 0) -> float:
        return sum(self._field(field, is_of_all=is_of_all, wrappers=wrappers) for field in self._fields(node))

    def _field(self, node: FieldNode, *, is_of_all: bool, wrappers: int) -> float:
        name = node.name.value
        if node.selection_set is None:
            return 1
        if name in REFERRING:
            # From here on it is some type, and no longer each one once.
            depth = wrappers + 1 if name == "ofType" else 0
            times = self._wrapped(depth) if name == "ofType" else self._times(name, is_of_all=is_of_all)
            return 1 + times * self.of(node.selection_set, is_of_all=False, wrappers=depth)
        # Directives are few and have arguments of their own, which the averages say nothing about.
        is_known = is_of_all and name != "directives"
        return 1 + self._times(name, is_of_all=is_of_all) * self.of(node.selection_set, is_of_all=is_known)

    def _times(self, name: str, *, is_of_all: bool) -> float:
        return (self.lengths.average if is_of_all else self.lengths.longest).get(name, 1)

    def _wrapped(self, depth: int) -> float:
        known = self.lengths.wrapped
        return known[depth - 1] if depth <= len(known) else 0

    def _fields(self, node: SelectionSetNode) -> Iterator[FieldNode]:
        for selection in node.selections:
            if isinstance(selection, FieldNode):
                yield selection
            elif isinstance(selection, FragmentSpreadNode):
                yield from self._fields(self.fragments[selection.name.value].selection_set)
            else:
                yield from self._fields(selection.selection_set)  # type: ignore[attr-defined]  # An inline fragment is left.


@lru_cache(maxsize=4)
def lengths_of(schema: GraphQLSchema) -> Lengths:
    return Lengths.of(schema)


@lru_cache(maxsize=4)
def whole_size(schema: GraphQLSchema) -> float:
    """Return the size of the answer that tools ask for, with all that they may ask for."""
    document = parse(
        get_introspection_query(
            specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True
        )
    )
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    (operation,) = (node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    return Size(lengths=lengths_of(schema), fragments=fragments).of(operation.selection_set)


def price(node: FieldNode, *, schema: GraphQLSchema, fragments: Fragments, maximum: int) -> int:
    """Return what a question about the schema costs, where so much is the most that an operation may cost."""
    is_of_all = node.name.value == "__schema"
    size = Size(lengths=lengths_of(schema), fragments=fragments)
    asked = 1 + (size.of(node.selection_set, is_of_all=is_of_all) if node.selection_set else 0)
    return max(1, round(SHARE_OF_LIMIT * maximum * asked / whole_size(schema)))


def _has_fields(kind: Any) -> bool:
    return isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)


def _wrappers(kind: Any) -> Iterator[Any]:
    while isinstance(kind, GraphQLWrappingType):
        yield kind
        kind = kind.of_type
