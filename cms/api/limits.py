from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

MAXIMUM_BYTES = 64 * 1024
MAXIMUM_TOKENS = 4000
MAXIMUM_DEPTH = 15
MAXIMUM_FIELDS = 800
# There are six image presets, and a client may well ask for all of them in one place.
MAXIMUM_ALIASES = 8

# A parsed document takes far more memory than its text.
MAXIMUM_CACHED_DOCUMENTS = 64
# The longest document of the house, the website's, has grown to half of this.
MAXIMUM_CACHED_CHARACTERS = 16 * 1024

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


class LimitError(GraphQLError):
    """A valid document asks for too much at once."""


def check_limits(document: DocumentNode) -> tuple[LimitError, ...]:
    """Return what is too large in a document that is valid, whose fragments therefore exist and end."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    measure = Measure(fragments=fragments)
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    return tuple(error for node in operations for error in _excesses(node, measure))


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


def _excesses(operation: OperationDefinitionNode, measure: Measure) -> list[LimitError]:
    try:
        extent = measure.selections(operation.selection_set)
    except RecursionError:
        return [_too_deep(operation, "many more")]
    errors = []
    if extent.depth > MAXIMUM_DEPTH:
        errors.append(_too_deep(operation, str(extent.depth)))
    if extent.fields > MAXIMUM_FIELDS:
        errors.append(_too_many_fields(operation, extent.fields))
    if extent.aliases > MAXIMUM_ALIASES:
        errors.append(_too_many_aliases(operation, extent.aliases))
    return errors


def _too_deep(operation: OperationDefinitionNode, depth: str) -> LimitError:
    message = (
        f"An operation may nest {MAXIMUM_DEPTH} levels of fields, and this one has {depth}. "
        "Ask for what lies deeper in an operation of its own."
    )
    return LimitError(message, operation, extensions={"code": "TOO_DEEP"})


def _too_many_fields(operation: OperationDefinitionNode, fields: int) -> LimitError:
    message = (
        f"An operation may select {MAXIMUM_FIELDS} fields, and this one selects {fields}, "
        "counting fragments wherever they are spread. Leave out what you do not show, or ask in several operations."
    )
    return LimitError(message, operation, extensions={"code": "TOO_MANY_FIELDS"})


def _too_many_aliases(operation: OperationDefinitionNode, aliases: int) -> LimitError:
    message = (
        f"An operation may ask for the same field under {MAXIMUM_ALIASES} names in one place, "
        f"and this one uses {aliases}. Ask for the others in further operations."
    )
    return LimitError(message, operation, extensions={"code": "TOO_MANY_ALIASES"})
