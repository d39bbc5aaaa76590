from itertools import combinations

import pytest
from graphql import (
    GraphQLField,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_enum_type,
    is_input_object_type,
    is_leaf_type,
    is_list_type,
    is_object_type,
    is_required_argument,
    is_required_input_field,
    is_scalar_type,
    parse,
    specified_scalar_types,
    validate,
)

from cms.api.schema import schema

SCALARS = {"Int": "1", "Float": "1.5", "Boolean": "true"}


@pytest.fixture
def graphql_schema() -> GraphQLSchema:
    return schema().graphql_schema


def test_every_field_of_every_block_can_be_asked_for_at_once(graphql_schema: GraphQLSchema) -> None:
    union = graphql_schema.type_map["Block"]

    assert problems(union, selection(graphql_schema, union, depth=1), graphql_schema) == []


def test_no_two_members_of_a_union_or_interface_name_different_things_alike(graphql_schema: GraphQLSchema) -> None:
    found = []
    for kind in filter(is_abstract_type, graphql_schema.type_map.values()):
        whole = {member: selection(graphql_schema, member, depth=1) for member in members(graphql_schema, kind)}
        # A conflict is between two, and a document with all of them would be more than a validator compares.
        for one, other in combinations(whole, 2):
            asked = f"{{ ... on {one.name} {whole[one]} ... on {other.name} {whole[other]} }}"
            found += problems(kind, asked, graphql_schema)

    assert found == []


def test_content_is_typed_all_through(graphql_schema: GraphQLSchema) -> None:
    own = {name for name, kind in graphql_schema.type_map.items() if is_scalar_type(kind)} - set(specified_scalar_types)

    assert own == {"Date", "DateTime", "Time"}


def members(graphql_schema: GraphQLSchema, kind: GraphQLNamedType) -> list[GraphQLObjectType]:
    assert isinstance(kind, GraphQLUnionType | GraphQLInterfaceType)
    return list(graphql_schema.get_possible_types(kind))


def problems(kind: GraphQLNamedType, asked: str, graphql_schema: GraphQLSchema) -> list[str]:
    """Validate a selection as that of a field of the type, whatever field of the schema leads there."""
    others = [other for name, other in graphql_schema.type_map.items() if name not in {"Query", "Mutation"}]
    probe = GraphQLSchema(query=GraphQLObjectType("Query", {"probe": GraphQLField(kind)}), types=others)  # type: ignore[arg-type]  # It is an output type.
    return [error.message for error in validate(probe, parse(f"{{ probe {asked} }}"))]


def selection(graphql_schema: GraphQLSchema, kind: GraphQLNamedType, *, depth: int) -> str:
    """Select every field, and of what those lead to as well as far as the depth goes."""
    if is_abstract_type(kind):
        inner = (
            f"... on {each.name} {selection(graphql_schema, each, depth=depth)}"
            for each in members(graphql_schema, kind)
        )
        return f"{{ __typename {' '.join(inner)} }}"
    assert is_object_type(kind)
    chosen = ["__typename"]
    for name, field in kind.fields.items():
        inner_kind = get_named_type(field.type)
        required = {key: value(each.type) for key, each in field.args.items() if is_required_argument(each)}
        asked = name + (f"({', '.join(f'{key}: {given}' for key, given in required.items())})" if required else "")
        if is_leaf_type(inner_kind):
            chosen.append(asked)
        elif depth:
            chosen.append(f"{asked} {selection(graphql_schema, inner_kind, depth=depth - 1)}")
    return f"{{ {' '.join(chosen)} }}"


def value(kind: GraphQLInputType) -> str:
    inner = get_nullable_type(kind)
    if is_enum_type(inner):
        return next(iter(inner.values))
    if is_list_type(inner):
        return "[]"
    if is_input_object_type(inner):
        required = {key: field for key, field in inner.fields.items() if is_required_input_field(field)}
        return f"{{{', '.join(f'{key}: {value(field.type)}' for key, field in required.items())}}}"
    return SCALARS.get(inner.name, '"2026-11-23"')  # type: ignore[union-attr]  # What is left are scalars, which have names.
