from itertools import product
from typing import Any

import pytest
from graphql import get_introspection_query

from cms.api.context import Context
from cms.api.execution import run
from cms.api.limits import limit
from cms.api.parsing import parse_anew
from tests.factories.site import NOW

OPTIONS = (
    "descriptions",
    "specified_by_url",
    "directive_is_repeatable",
    "schema_description",
    "input_value_deprecation",
)
# As graphql-js 16 writes it with all its options, which GraphiQL, graphql-codegen and others send.
DEEP = "kind name " + "ofType { kind name " * 9 + "}" * 9
OF_JAVASCRIPT = """query IntrospectionQuery { __schema { description
  queryType { name kind } mutationType { name kind } subscriptionType { name kind }
  types { ...FullType }
  directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } } } }
fragment FullType on __Type { kind name description specifiedByURL
  fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue }
    type { ...TypeRef } isDeprecated deprecationReason }
  inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } }
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
fragment TypeRef on __Type { %s }"""
# Apollo's Rover asks all in one place, and names itself.
OF_ROVER = OF_JAVASCRIPT.replace("IntrospectionQuery", "GraphIntrospectQuery")
TOOLS = [
    *(
        get_introspection_query(**dict(zip(OPTIONS, wanted, strict=True)))
        for wanted in product([True, False], repeat=5)
    ),
    OF_JAVASCRIPT % DEEP,
    OF_ROVER % DEEP,
    "{ __schema { types { name } } }",
    '{ __type(name: "Query") { fields { name args { name type { name kind ofType { name } } } } } }',
]
ABUSES = [
    "{ __schema { types { fields { type { fields { name } } } } } }",
    "{ __schema { types { fields { type { fields { type { name } } } } } } }",
    "{ __schema { types { ...F } } } fragment F on __Type { fields { type { ofType { fields { name } } } } }",
    "{ __schema { types { "
    + " ".join(f"a{n}: fields {{ name description type {{ name }} }}" for n in range(8))
    + " } } }",
    "{ "
    + " ".join(f"s{n}: __schema {{ types {{ name fields {{ name type {{ kind }} }} }} }}" for n in range(8))
    + " }",
]
ALLOWED = [
    "{ __schema { types { fields { args { type { inputFields { type { name } } } } } } } }",
    *TOOLS[-4:],
    "{ __schema { types { possibleTypes { fields { name } } } } }",
    "{ __schema { types { interfaces { possibleTypes { name } } } } }",
    "{ __schema { types { enumValues { name } inputFields { name type { ofType { name } } } } } }",
    "{ __schema { directives { args { name } } } }",
]


def cost(text: str) -> int:
    checked = parse_anew(text)
    operation = checked.operation(None)
    assert checked.errors == ()
    assert operation is not None
    return checked.prices.of(operation, {})


def values(data: Any) -> int:
    if isinstance(data, dict):
        return sum(1 + values(each) for each in data.values())
    return sum(map(values, data)) if isinstance(data, list) else 0


@pytest.mark.parametrize("text", TOOLS)
def test_tools_may_ask_for_the_whole_schema(text: str) -> None:
    assert cost(text) <= 0.85 * limit("cost")


def test_tools_may_ask_for_it_whatever_the_limit_is(settings: Any) -> None:
    settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS | {"cost": 1000}

    assert cost(OF_JAVASCRIPT % DEEP) <= 1000


@pytest.mark.parametrize("text", ABUSES)
def test_what_goes_round_within_the_schema_is_refused_before_it_runs(text: str) -> None:
    checked = parse_anew(text)

    assert checked.errors or cost(text) > limit("cost")


@pytest.mark.parametrize("text", ALLOWED)
def test_no_answer_about_the_schema_is_larger_than_it_cost(text: str) -> None:
    answer = run(text, variables={}, context=Context(base_url="", now=NOW))
    whole = run(get_introspection_query(), variables={}, context=Context(base_url="", now=NOW))

    assert values(answer.data) / values(whole.data) <= 1.1 * cost(text) / cost(get_introspection_query())
