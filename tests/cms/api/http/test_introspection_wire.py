import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cms.api.http.wire import Wire, persisted, server

pytestmark = [pytest.mark.stack, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    with server(tmp_path_factory.mktemp("silent"), GRAPHQL_INTROSPECTION="off") as wire:
        yield wire


HIDDEN = [
    "{ __schema { queryType { name } } }",
    '{ __type(name: "Query") { name } }',
    "{ innocent: __schema { types { name } } }",
    '{ a: __type(name: "Page") { name } __typename }',
    "{ ...F } fragment F on Query { __schema { types { name } } }",
    "{ ...F } fragment F on Query { ...G } fragment G on Query { x: __schema { types { name } } }",
    "{ ... { ... on Query { __schema { types { name } } } } }",
    "{ ... @include(if: true) { __schema { types { name } } } }",
    "{ __schema @skip(if: false) { types { name } } }",
    'query Q($n: String = "Query") { __type(name: $n) { fields { name } } }',
    "query A { __typename } query B { __schema { types { name } } }",
    "{ site { __schema { types { name } } } }",
    "mutation { __schema { types { name } } }",
    "{ __typename ...F } fragment F on Nothing { __schema { types { name } } }",
    "{ \\u005f\\u005fschema { types { name } } }",
    "{ __Schema { types { name } } }",
    "{ __schema }",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_the_schema_is_hidden_whoever_asks_and_however(silent: Wire, text: str) -> None:
    for operation in ({}, {"operationName": "A"}, {"operationName": "B"}):
        for accept in ("application/json", "application/graphql-response+json"):
            _status, body = silent.post({"query": text} | operation, Accept=accept)
            assert not body.get("data") or (body["data"] == {"__typename": "Query"} and "query A" in text), body
            assert "Did you mean" not in str(body)
    _status, body = silent.get(query=text)
    assert "data" not in body
    _status, body = silent.get(query=text, extensions=json.dumps(persisted(text)))
    assert "data" not in body


@pytest.mark.parametrize(
    "text",
    [
        "{ __typename }",
        "{ a: __typename site { b: __typename } }",
        "{ ... { ... on Query { __typename } } }",
        "{ ...F } fragment F on Query { __typename site { __typename } }",
    ],
)
def test_the_type_of_an_answer_is_told(silent: Wire, text: str) -> None:
    status, body = silent.post({"query": text})

    assert (status, "errors" in body) == (200, False)
    assert "Query" in json.dumps(body)


MISSPELT = [
    ("{ sit { url } }", {}),
    ("{ site { organizationNam } }", {}),
    ("{ statements(frist: 1) { totalCount } }", {}),
    ("{ statements(where: {titel: {eq: 1}}) { totalCount } }", {}),
    ("{ statements(orderBy: DATE_DES) { totalCount } }", {}),
    ("{ statements(locale: dee) { totalCount } }", {}),
    ("{ ...F } fragment F on Quer { __typename }", {}),
    ("query Q($w: StatementPageWher) { statements(where: $w) { totalCount } }", {}),
    ("query Q($w: StatementPageWhere) { statements(where: $w) { totalCount } }", {"w": {"titel": {"eq": "x"}}}),
    ("query Q($w: StatementPageWhere) { statements(where: $w) { totalCount } }", {"w": {"title": {"contain": "x"}}}),
    ("query Q($o: StatementPageOrder) { statements(orderBy: $o) { totalCount } }", {"o": "DATE_DES"}),
    ("query Q($l: [Locale!]) { statements(fallback: $l) { totalCount } }", {"l": ["dee", "e"]}),
    ("{ site }", {}),
    ('{ node(id: "x") { titl } }', {}),
    ('{ route(path: "/") { page { title } } }', {}),
    ("{ statements { nodes { body { tex } } } }", {}),
    ("mutation { sendEnquir { __typename } }", {}),
    ("{ site { url @includ(if: true) } }", {}),
]


@pytest.mark.parametrize(("text", "variables"), MISSPELT)
def test_no_message_says_what_would_have_been_right(silent: Wire, text: str, variables: dict[str, Any]) -> None:
    _status, body = silent.post({"query": text, "variables": variables})

    words = json.dumps(body["errors"])
    assert "Did you mean" not in words
    assert not [
        name for name in ("organisationName'", "'title'", "DATE_DESC", "'first'", "'contains'") if name in words
    ]
