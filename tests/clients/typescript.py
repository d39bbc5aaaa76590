from collections.abc import Iterable

from graphql import (
    FieldNode,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    get_named_type,
    is_abstract_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
    is_required_input_field,
    print_ast,
    type_from_ast,
)

SCALARS = {"Int": "number", "Float": "number", "Boolean": "boolean"}
# The value of __typename, which every union and interface is told apart by.
TYPENAME = "__typename"


def typescript(operations: Iterable[OperationDefinitionNode], *, schema: GraphQLSchema) -> str:
    """Return a module with the types of what each operation takes and answers, with the enums and inputs they name."""
    parts = [_operation(operation, schema) for operation in operations]
    kinds = [kind for name, kind in sorted(schema.type_map.items()) if not name.startswith("__")]
    enums = [f"export type {kind.name} = {_texts(kind.values)};" for kind in kinds if is_enum_type(kind)]
    inputs = [_input(kind) for kind in kinds if is_input_object_type(kind)]
    return "\n".join([*enums, *inputs, *parts, ""])


def _operation(operation: OperationDefinitionNode, schema: GraphQLSchema) -> str:
    assert operation.name
    name, root = operation.name.value, schema.get_root_type(operation.operation)
    assert root
    variables = []
    for definition in operation.variable_definitions:
        kind = type_from_ast(schema, definition.type)
        assert kind
        is_optional = not is_non_null_type(kind) or definition.default_value is not None
        variables.append(f"{definition.variable.name.value}{'?' if is_optional else ''}: {_input_type(kind)}")
    text = print_ast(operation).replace("\\", "\\\\").replace("`", "\\`").replace("$", "\\$")
    data = _object(root, operation.selection_set.selections, schema)
    return (
        f"export type {name}Variables = {{ {'; '.join(variables)} }};\n"
        f"export type {name}Data = {data};\n"
        f"export const {name}Document = `{text}`;"
    )


def _object(kind: GraphQLNamedType, selections: Iterable[SelectionNode], schema: GraphQLSchema) -> str:
    """Return a type for each concrete type; those of which the same is asked share one."""
    chosen = list(selections)
    members = schema.get_possible_types(kind) if is_abstract_type(kind) else [kind]  # type: ignore[arg-type]  # mypy does not know the guard.
    shapes: dict[str, list[str]] = {}
    for member in members:
        assert is_object_type(member)
        shapes.setdefault(_fields(member, chosen, schema), []).append(member.name)
    told = any(isinstance(each, FieldNode) and each.name.value == TYPENAME for each in chosen)
    return " | ".join(
        f"{{ {TYPENAME}: {_texts(names)}; {shape} }}" if told else f"{{ {shape} }}" for shape, names in shapes.items()
    )


def _fields(member: GraphQLObjectType, selections: Iterable[SelectionNode], schema: GraphQLSchema) -> str:
    found: dict[str, str] = {}
    for key, nodes in _collected(member, selections, schema).items():
        if nodes[0].name.value != TYPENAME:
            inner = [each for node in nodes if node.selection_set for each in node.selection_set.selections]
            found[key] = _output_type(member.fields[nodes[0].name.value].type, inner, schema)
    return "; ".join(f"{key}: {kind}" for key, kind in found.items())


def _collected(
    member: GraphQLObjectType, selections: Iterable[SelectionNode], schema: GraphQLSchema
) -> dict[str, list[FieldNode]]:
    found: dict[str, list[FieldNode]] = {}
    for node in selections:
        if isinstance(node, FieldNode):
            found.setdefault((node.alias or node.name).value, []).append(node)
        elif isinstance(node, InlineFragmentNode) and _applies(node, member, schema):
            for key, nodes in _collected(member, node.selection_set.selections, schema).items():
                found.setdefault(key, []).extend(nodes)
    return found


def _applies(node: InlineFragmentNode, member: GraphQLObjectType, schema: GraphQLSchema) -> bool:
    condition = schema.type_map[node.type_condition.name.value] if node.type_condition else member
    return condition is member or (is_abstract_type(condition) and schema.is_sub_type(condition, member))


def _output_type(kind: GraphQLOutputType, inner: list[SelectionNode], schema: GraphQLSchema) -> str:
    if is_non_null_type(kind):
        return _without_null(kind.of_type, inner, schema)
    return f"{_without_null(kind, inner, schema)} | null"


def _without_null(kind: GraphQLOutputType, inner: list[SelectionNode], schema: GraphQLSchema) -> str:
    if is_list_type(kind):
        return f"ReadonlyArray<{_output_type(kind.of_type, inner, schema)}>"
    named = get_named_type(kind)
    return f"({_object(named, inner, schema)})" if inner else _leaf(named)


def _input(kind: GraphQLInputObjectType) -> str:
    fields = (
        f"{name}{'' if is_required_input_field(field) else '?'}: {_input_type(field.type)}"
        for name, field in kind.fields.items()
    )
    return f"export type {kind.name} = {{ {'; '.join(fields)} }};"


def _input_type(kind: GraphQLInputType) -> str:
    if is_non_null_type(kind):
        inner = kind.of_type
        return f"ReadonlyArray<{_input_type(inner.of_type)}>" if is_list_type(inner) else _leaf(inner)
    if is_list_type(kind):
        return f"ReadonlyArray<{_input_type(kind.of_type)}> | null"
    return f"{_leaf(get_named_type(kind))} | null"


def _leaf(kind: GraphQLNamedType) -> str:
    return kind.name if is_enum_type(kind) or is_input_object_type(kind) else SCALARS.get(kind.name, "string")


def _texts(names: Iterable[str]) -> str:
    return " | ".join(f'"{name}"' for name in names)
