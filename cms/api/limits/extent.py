from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
)

# A field and the type of the fragment that selects it; "" where no fragment narrows the type.
FieldOfType = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Extent:
    """How large a selection is once its fragments are written out."""

    depth: int = 0
    fields: int = 0
    # The most response names that one field gets within one selection set.
    aliases: int = 0
    # The response names that each field of the outermost selection set gets.
    names: Mapping[FieldOfType, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """Measures selections, each fragment once however often it is spread."""

    fragments: Mapping[str, FragmentDefinitionNode]
    _measured: dict[str, Extent] = field(default_factory=dict)

    def selections(self, node: SelectionSetNode | None, *, on: str = "") -> Extent:
        return _together([self._selection(selection, on=on) for selection in node.selections]) if node else Extent()

    def _selection(self, node: SelectionNode, *, on: str) -> Extent:
        if isinstance(node, FieldNode):
            return _around(node, self.selections(node.selection_set), on=on)
        if isinstance(node, InlineFragmentNode):
            condition = node.type_condition
            return self.selections(node.selection_set, on=condition.name.value if condition else on)
        return self._fragment(cast("FragmentSpreadNode", node).name.value)

    def _fragment(self, name: str) -> Extent:
        if name not in self._measured:
            node = self.fragments[name]
            self._measured[name] = self.selections(node.selection_set, on=node.type_condition.name.value)
        return self._measured[name]


def _around(node: FieldNode, inner: Extent, *, on: str) -> Extent:
    name = node.alias.value if node.alias else node.name.value
    return Extent(
        depth=inner.depth + 1,
        fields=inner.fields + 1,
        aliases=inner.aliases,
        names={(on, node.name.value): frozenset({name})},
    )


def _together(parts: list[Extent]) -> Extent:
    names: defaultdict[FieldOfType, frozenset[str]] = defaultdict(frozenset)
    for part in parts:
        for selected, found in part.names.items():
            names[selected] |= found
    return Extent(
        depth=max(part.depth for part in parts),
        fields=sum(part.fields for part in parts),
        aliases=max(*(part.aliases for part in parts), *map(len, names.values())),
        names=names,
    )
