import difflib
from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    is_introspection_type,
)

from cms.api.management.commands.print_schema import SCHEMA_PATH
from cms.api.schema import schema


@pytest.fixture
def graphql_schema() -> GraphQLSchema:
    return schema().graphql_schema


def test_schema_copy_is_the_schema() -> None:
    copy, text = SCHEMA_PATH.read_text(), f"{schema()}\n"

    difference = "\n".join(difflib.unified_diff(copy.splitlines(), text.splitlines(), lineterm=""))

    assert difference == "", "Look at the difference, then run: make expected"


def test_schema_copy_builds_for_clients() -> None:
    build_schema(SCHEMA_PATH.read_text(), assume_valid=False)


def test_directives_stand_where_every_generator_of_clients_knows_them(graphql_schema: GraphQLSchema) -> None:
    # https://spec.graphql.org/September2025/#sec-Type-System.Directives, for the definitions of types.
    known = {
        "FIELD_DEFINITION",
        "ARGUMENT_DEFINITION",
        "INPUT_FIELD_DEFINITION",
        "ENUM_VALUE",
        "SCALAR",
        "INPUT_OBJECT",
    }
    known |= {"FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"}

    names = {directive.name for directive in graphql_schema.directives}
    places = {place.name for directive in graphql_schema.directives for place in directive.locations}

    assert names == {"skip", "include", "deprecated", "specifiedBy", "oneOf"}
    assert places == known


def described(kind: GraphQLNamedType) -> Iterator[tuple[str, str | None]]:
    """Return every part of a type with its description: its fields, their arguments, its values."""
    yield kind.name, kind.description
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
        for name, field in kind.fields.items():
            yield f"{kind.name}.{name}", field.description
            for argument, value in getattr(field, "args", {}).items():
                yield f"{kind.name}.{name}({argument})", value.description
    if isinstance(kind, GraphQLEnumType):
        for name, value in kind.values.items():
            yield f"{kind.name}.{name}", value.description


def test_everything_is_described(graphql_schema: GraphQLSchema) -> None:
    ours = (kind for kind in graphql_schema.type_map.values() if not is_introspection_type(kind))

    missing = [name for kind in ours for name, description in described(kind) if not (description or "").strip()]

    assert missing == []


@pytest.mark.parametrize(
    "field", ["draftTitle", "goLiveAt", "expireAt", "owner", "urlPath", "locked", "aliases", "rawValue", "live"]
)
def test_wagtails_own_columns_stay_inside(graphql_schema: GraphQLSchema, field: str) -> None:
    kinds = [kind for kind in graphql_schema.type_map.values() if isinstance(kind, GraphQLObjectType)]

    assert [kind.name for kind in kinds if field in kind.fields] == []
