from collections.abc import Iterable, Iterator, Mapping

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    NameNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
)

Fragments = Mapping[str, FragmentDefinitionNode]


def merged(
    operation: OperationDefinitionNode, *, schema: GraphQLSchema, fragments: Fragments
) -> OperationDefinitionNode:
    """Return the operation with its fragments written out and no field twice.

    That is what it means (GraphQL specification, CollectFields), and generators of typed clients that do not merge
    fields themselves can read it.
    """
    root = schema.get_root_type(operation.operation)
    assert root is not None
    chosen = _selections(operation.selection_set.selections, root, schema=schema, fragments=fragments)
    return OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        variable_definitions=operation.variable_definitions,
        directives=operation.directives,
        selection_set=SelectionSetNode(selections=tuple(chosen)),
    )


def _selections(
    selections: Iterable[SelectionNode], parent: GraphQLNamedType, *, schema: GraphQLSchema, fragments: Fragments
) -> Iterator[SelectionNode]:
    fields: dict[str, list[FieldNode]] = {}
    conditions: dict[str, list[SelectionNode]] = {}
    _sort(selections, parent, fields=fields, conditions=conditions, schema=schema, fragments=fragments)
    for nodes in fields.values():
        yield _field(nodes, parent, schema=schema, fragments=fragments)
    for name, inner in conditions.items():
        # What the parent asks for anyway is asked for with it.
        own = list(_selections(inner, schema.type_map[name], schema=schema, fragments=fragments))
        yield InlineFragmentNode(
            type_condition=NamedTypeNode(name=NameNode(value=name)),
            directives=(),
            selection_set=SelectionSetNode(selections=tuple(own)),
        )


def _sort(
    selections: Iterable[SelectionNode],
    parent: GraphQLNamedType,
    *,
    fields: dict[str, list[FieldNode]],
    conditions: dict[str, list[SelectionNode]],
    schema: GraphQLSchema,
    fragments: Fragments,
) -> None:
    for node in selections:
        if isinstance(node, FieldNode):
            fields.setdefault((node.alias or node.name).value, []).append(node)
            continue
        assert isinstance(node, FragmentSpreadNode | InlineFragmentNode)
        fragment = fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
        condition = fragment.type_condition.name.value if fragment.type_condition else parent.name
        inner = fragment.selection_set.selections
        holds = _holders(condition, schema)
        if _holders(parent.name, schema) <= holds:
            _sort(inner, parent, fields=fields, conditions=conditions, schema=schema, fragments=fragments)
        elif _holders(parent.name, schema) & holds:
            conditions.setdefault(condition, []).extend(inner)


def _holders(name: str, schema: GraphQLSchema) -> set[str]:
    """Return the object types that a type stands for."""
    kind = schema.type_map[name]
    return {each.name for each in schema.get_possible_types(kind)} if is_abstract_type(kind) else {name}


def _field(
    nodes: list[FieldNode], parent: GraphQLNamedType, *, schema: GraphQLSchema, fragments: Fragments
) -> FieldNode:
    first = nodes[0]
    if first.selection_set is None:
        return first
    assert isinstance(parent, GraphQLObjectType | GraphQLInterfaceType)
    kind = get_named_type(parent.fields[first.name.value].type)
    inner = [each for node in nodes if node.selection_set for each in node.selection_set.selections]
    chosen = _selections(inner, kind, schema=schema, fragments=fragments)
    return FieldNode(
        alias=first.alias,
        name=first.name,
        arguments=first.arguments,
        directives=first.directives,
        selection_set=SelectionSetNode(selections=tuple(chosen)),
    )
