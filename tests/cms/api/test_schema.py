import difflib

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
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


def test_everything_is_described(graphql_schema: GraphQLSchema) -> None:
    missing = []
    for name, kind in graphql_schema.type_map.items():
        if is_introspection_type(kind) or name in {"ID", "String", "Int", "Boolean", "Float"}:
            continue
        missing += [name] if not kind.description else []
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            missing += [f"{name}.{field}" for field, value in kind.fields.items() if not value.description]
            for field, value in kind.fields.items():
                missing += [f"{name}.{field}({arg})" for arg, item in value.args.items() if not item.description]
        if isinstance(kind, GraphQLEnumType):
            missing += [f"{name}.{value}" for value, item in kind.values.items() if not item.description]

    assert missing == []


@pytest.mark.parametrize(
    "field", ["draftTitle", "goLiveAt", "expireAt", "owner", "urlPath", "locked", "aliases", "rawValue", "live"]
)
def test_wagtails_own_columns_stay_inside(graphql_schema: GraphQLSchema, field: str) -> None:
    kinds = [kind for kind in graphql_schema.type_map.values() if isinstance(kind, GraphQLObjectType)]

    assert [kind.name for kind in kinds if field in kind.fields] == []
