from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLUnionType,
    IntValueNode,
    NamedTypeNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableDefinitionNode,
    VariableNode,
    get_named_type,
    is_composite_type,
)
from graphql.type.introspection import SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef

from cms.api.limits.errors import LimitError
from cms.api.limits.introspection import price
from cms.api.limits.settings import limit

# What a list has that nobody asked for by the page: the blocks of a body, topics, authors, images.
ASSUMED_ITEMS = 10
# Paragraphs, items and words of a text: they come with the block that holds them, and nothing is looked up for them.
ASSUMED_PARTS = 3
PARTS = "RichText"
META_FIELDS = {"__typename": TypeNameMetaFieldDef, "__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}
ABOUT_THE_SCHEMA = ("__schema", "__type")
SIZES = ("first", "last")

# So many sets of page sizes are remembered for a document.
MAXIMUM_REMEMBERED = 200

# The names of the object types that a selection is for.
Types = frozenset[str]


class Prices:
    """What the operations of one valid document cost; the sizes of pages may come from variables."""

    def __init__(self, document: DocumentNode, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._remembered: dict[tuple[Any, ...], int] = {}

    def of(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> int:
        """Return the cost of an operation. Raises LimitError for a page that is too large."""
        numbers = {
            definition.variable.name.value: _number(definition, variables)
            for definition in operation.variable_definitions
            if _is_number(definition)
        }
        key = (operation.name.value if operation.name else None, *numbers.values())
        if key not in self._remembered:
            if len(self._remembered) >= MAXIMUM_REMEMBERED:
                self._remembered.clear()
            pricing = Pricing(schema=self._schema, fragments=self._fragments, variables=numbers)
            self._remembered[key] = pricing.of(operation)
        return self._remembered[key]


def _is_number(definition: VariableDefinitionNode) -> bool:
    kind = definition.type
    named = kind.type if isinstance(kind, NonNullTypeNode) else kind
    return isinstance(named, NamedTypeNode) and named.name.value == "Int"


def _number(definition: VariableDefinitionNode, variables: Mapping[str, Any]) -> int | None:
    default = definition.default_value
    declared = int(default.value) if isinstance(default, IntValueNode) else None
    value = variables.get(definition.variable.name.value, declared)
    # GraphQL takes 3.0 for the whole number 3.
    whole = int(value) if isinstance(value, float) and value.is_integer() else value
    return whole if isinstance(whole, int) else None


@dataclass(frozen=True, kw_only=True)
class Pricing:
    """Prices the selections of one operation before it runs.

    A field costs 1 and what is selected below it. Below a connection that counts as often as its page has items, below
    any other list ten times, within a text three times. Of the fragments on several types, the most expensive type
    counts, as an item has one. Questions about the schema cost what their answers measure.
    """

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    # The whole numbers among the variables, or their defaults.
    variables: Mapping[str, int | None]

    def of(self, operation: OperationDefinitionNode) -> int:
        """Return the cost. Raises LimitError for a page that is too large."""
        root: Any = self.schema.get_root_type(operation.operation)
        return self._selections(operation.selection_set, root)

    def _selections(self, node: SelectionSetNode, parent: GraphQLCompositeType, *, is_paged: bool = False) -> int:
        costs: defaultdict[Types, int] = defaultdict(int)
        possible = self._possible(parent)
        for field, declared, types in self._fields(node, parent, possible):
            costs[types] += self._field(field, declared, is_paged=is_paged)
        return max((sum(cost for types, cost in costs.items() if name in types) for name in possible), default=0)

    def _fields(
        self, node: SelectionSetNode, parent: GraphQLCompositeType, types: Types
    ) -> Iterator[tuple[FieldNode, GraphQLCompositeType, Types]]:
        for selection in node.selections:
            if isinstance(selection, FieldNode):
                yield selection, parent, types
                continue
            fragment: Any = selection
            if isinstance(selection, FragmentSpreadNode):
                fragment = self.fragments[selection.name.value]
            condition = fragment.type_condition
            narrowed: Any = self.schema.get_type(condition.name.value) if condition else parent
            yield from self._fields(fragment.selection_set, narrowed, types & self._possible(narrowed))

    def _possible(self, parent: GraphQLCompositeType) -> Types:
        if isinstance(parent, GraphQLInterfaceType | GraphQLUnionType):
            return frozenset(each.name for each in self.schema.get_possible_types(parent))
        return frozenset({parent.name})

    def _field(self, node: FieldNode, parent: GraphQLCompositeType, *, is_paged: bool) -> int:
        if node.name.value in ABOUT_THE_SCHEMA:
            return price(node, schema=self.schema, fragments=self.fragments, maximum=limit("cost"))
        declared = _declared(node.name.value, parent)
        inner_type: Any = get_named_type(declared.type)
        if node.selection_set is None or not is_composite_type(inner_type):
            return 1
        size = self._page_size(node, declared)
        if size is not None:
            return 1 + size * self._selections(node.selection_set, inner_type, is_paged=True)
        times = _assumed_size(inner_type) if _is_list(declared) and not is_paged else 1
        return 1 + times * self._selections(node.selection_set, inner_type)

    def _page_size(self, node: FieldNode, declared: GraphQLField) -> int | None:
        """Return how many items a connection is asked for, or None for any other field."""
        names = [name for name in SIZES if name in declared.args]
        if not names:
            return None
        given = {argument.name.value: argument.value for argument in node.arguments}
        asked = [self._number(given[name]) for name in names if name in given]
        defaults = [declared.args[name].default_value for name in names]
        numbers = [
            number for number in (defaults if all(each is None for each in asked) else asked) if isinstance(number, int)
        ]
        size = max(numbers, default=limit("page_size"))
        if size > limit("page_size"):
            raise LimitError(name="page_size", found=size, node=node)
        return max(size, 1)

    def _number(self, value: Any) -> int | None:
        if isinstance(value, IntValueNode):
            return int(value.value)
        if isinstance(value, VariableNode):
            return self.variables.get(value.name.value)
        return None


def _declared(name: str, parent: Any) -> GraphQLField:
    return META_FIELDS[name] if name in META_FIELDS else parent.fields[name]


def _assumed_size(kind: Any) -> int:
    return ASSUMED_PARTS if kind.name.startswith(PARTS) else ASSUMED_ITEMS


def _is_list(declared: GraphQLField) -> bool:
    kind = declared.type
    return isinstance(kind.of_type if isinstance(kind, GraphQLNonNull) else kind, GraphQLList)
