from collections.abc import Iterable, Iterator, Mapping

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, GraphQLResolveInfo, InlineFragmentNode

# What a page tells without another look into the database.
PLAIN = frozenset(
    {
        *("__typename", "id", "title", "path", "url", "locale", "resolvedLocale", "isFallback"),
        *("summary", "seoTitle", "searchDescription", "firstPublishedAt", "updatedAt"),
    }
)


def asks_for_plain_pages(info: GraphQLResolveInfo) -> bool:
    """Return whether the pages of a connection are asked for nothing but what their own rows tell."""
    connection = list(_fields(info.field_nodes, info.fragments))
    edges = _fields(_named("edges", connection), info.fragments)
    pages = [*_named("nodes", connection), *_named("node", edges)]
    return {field.name.value for field in _fields(pages, info.fragments)} <= PLAIN


def _named(name: str, fields: Iterable[FieldNode]) -> list[FieldNode]:
    return [field for field in fields if field.name.value == name]


def _fields(parents: Iterable[FieldNode], fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    """Return what is selected in the parents, with the fragments written out."""
    waiting = [parent.selection_set for parent in parents]
    while waiting:
        selection_set = waiting.pop()
        for node in selection_set.selections if selection_set else ():
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, FragmentSpreadNode):
                waiting.append(fragments[node.name.value].selection_set)
            elif isinstance(node, InlineFragmentNode):
                waiting.append(node.selection_set)
