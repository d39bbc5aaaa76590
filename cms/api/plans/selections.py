from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
)
from graphql.execution.collect_fields import collect_fields, collect_sub_fields

Fields = Mapping[str, list[FieldNode]]


@dataclass(frozen=True, kw_only=True)
class Selections:
    """What an operation asks for of each type, merged as the specification wants it (section 6.3.2)."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    # Those that @skip and @include name; with other values it is another plan.
    conditions: dict[str, Any]
    _known: dict[tuple[str, tuple[int, ...]], Fields] = field(default_factory=dict)

    @classmethod
    def in_document(cls, document: DocumentNode, *, schema: GraphQLSchema, conditions: dict[str, Any]) -> "Selections":
        fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        return cls(schema=schema, fragments=fragments, conditions=conditions)

    def at_root(self, kind: GraphQLObjectType, operation: OperationDefinitionNode) -> Fields:
        return collect_fields(self.schema, self.fragments, self.conditions, kind, operation.selection_set)

    def of(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Fields:
        """Return what fields that were merged into one ask for of a type, by response name."""
        key = (kind.name, tuple(map(id, nodes)))
        if key not in self._known:
            self._known[key] = collect_sub_fields(self.schema, self.fragments, self.conditions, kind, nodes)
        return self._known[key]
