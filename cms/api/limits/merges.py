from collections import defaultdict
from collections.abc import Iterator, Mapping

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, SelectionSetNode


def pairs_to_compare(node: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> int:
    """Count the pairs of fields with one response name in one place.

    Validation compares each with each, and what lies below them again, so its time grows with the square of the size of
    a document that repeats itself.
    """
    pairs = 0
    places = [[node]]
    while places:
        by_name: defaultdict[str, list[FieldNode]] = defaultdict(list)
        for selections in places.pop():
            for field in _fields(selections, fragments):
                by_name[field.alias.value if field.alias else field.name.value].append(field)
        pairs += sum(len(same) * (len(same) - 1) // 2 for same in by_name.values())
        below = ([field.selection_set for field in same if field.selection_set] for same in by_name.values())
        places += [selections for selections in below if selections]
    return pairs


def _fields(node: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    for selection in node.selections:
        if isinstance(selection, FieldNode):
            yield selection
        elif isinstance(selection, FragmentSpreadNode):
            yield from _fields(fragments[selection.name.value].selection_set, fragments)
        else:
            yield from _fields(selection.selection_set, fragments)  # type: ignore[attr-defined]  # An inline fragment is left.
