from collections.abc import Iterator, Mapping

from graphql import (
    DirectiveNode,
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    Node,
    OperationDefinitionNode,
)

from cms.api.limits.errors import LimitError
from cms.api.limits.extent import Measure
from cms.api.limits.merges import pairs_to_compare
from cms.api.limits.settings import LimitName, limit


def check_parts(document: DocumentNode) -> tuple[LimitError, ...]:
    """Return of what a document has too much, as it stands there and whether it is valid or not."""
    counts: dict[LimitName, int] = {"fragments": 0, "spreads": 0, "directives": 0}
    for node in nodes(document):
        if isinstance(node, FragmentDefinitionNode):
            counts["fragments"] += 1
        elif isinstance(node, FragmentSpreadNode):
            counts["spreads"] += 1
        elif isinstance(node, DirectiveNode):
            counts["directives"] += 1
    return tuple(LimitError(name=name, found=found) for name, found in counts.items() if found > limit(name))


def nodes(root: Node) -> Iterator[Node]:
    """Yield a part of a document and all that lies below it, without recursion."""
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        yield node
        for key in node.keys:
            value = getattr(node, key, None)
            if isinstance(value, Node):
                waiting.append(value)
            elif isinstance(value, tuple | list):
                waiting += [item for item in value if isinstance(item, Node)]


def check_limits(document: DocumentNode) -> tuple[LimitError, ...]:
    """Return what is too large in a document whose fragments exist and end."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    measure = Measure(fragments=fragments)
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    return tuple(error for node in operations for error in _excesses(node, measure))


def _excesses(operation: OperationDefinitionNode, measure: Measure) -> list[LimitError]:
    try:
        extent = measure.selections(operation.selection_set)
    except RecursionError:
        return [LimitError(name="depth", found="many more", node=operation)]
    found: dict[LimitName, int] = {
        "depth": extent.depth,
        "fields": extent.fields,
        "aliases": extent.aliases,
        "root_fields": sum(map(len, extent.names.values())),
    }
    if extent.fields <= limit("fields"):
        # Only now is it known that writing out the fragments ends soon.
        found["merges"] = _merges(operation, measure.fragments)
    return [
        LimitError(name=name, found=number, node=operation) for name, number in found.items() if number > limit(name)
    ]


def _merges(operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]) -> int:
    return pairs_to_compare(operation.selection_set, fragments)
