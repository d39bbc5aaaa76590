"""The audits of graphql-http, which check conformance to GraphQL over HTTP, by their names there."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

URL = "/graphql/"
JSON = "application/json"
NEW = "application/graphql-response+json"
TYPENAME = {"query": "{ __typename }"}
NAMED = {"query": "query Query { __typename }", "operationName": "Query"}
TYPE = "query Type($name: String!) { __type(name: $name) { name } }"
WITH_VARIABLES = {"query": TYPE, "variables": {"name": "sometype"}}
ON_ADDRESS = {"query": TYPE, "variables": '{"name": "sometype"}'}
EMOJI = {"query": '{ __type(name: "Run🏃Swim🏊") { name } }'}
UNPARSABLE, INVALID = {"query": "{"}, {"query": "{ 8f31403dfe404bccbb0e835f2629c6a7 }"}
UNCOERCIBLE = {"query": "query CoerceFailure($id: ID!){ __typename }", "variables": {"id": None}}
NO_JSON = '{ "not a JSON'
TYPO = {"qeury": "{ __typename }"}
NO_TEXT: list[Any] = [{"obj": "ect"}, 0, False, ["array"]]
NO_MAP: list[Any] = ["string", 0, False, ["array"]]
FINE, REFUSED = range(200, 300), range(400, 600)


@dataclass(frozen=True, kw_only=True)
class Audit:
    name: str
    body: Any = None
    query: dict[str, str] | None = None
    accept: str | None = None
    content_type: str | None = JSON
    status: range = range(200, 201)
    answered_as: str = ""
    # What must not be in the body of the answer.
    without: str = ""


def only(status: int) -> range:
    return range(status, status + 1)


AUDITS = [
    Audit(name="22EB", body=TYPENAME, accept=NEW, answered_as=NEW),
    Audit(name="4655", body=TYPENAME, accept=JSON, answered_as=JSON),
    Audit(name="47DE", body=TYPENAME, accept="*/*", answered_as=JSON),
    Audit(name="80D8", body=TYPENAME, answered_as=JSON),
    Audit(name="82A3", body=TYPENAME, answered_as="charset=utf-8"),
    Audit(name="BF61", body=EMOJI, content_type="application/json; charset=utf-8"),
    Audit(name="78D5", body=TYPENAME),
    Audit(name="2C94", body=TYPENAME),
    Audit(name="5A70", query=TYPENAME),
    Audit(name="9C48", query={"query": "mutation { __typename }"}, accept=NEW, status=range(400, 500)),
    Audit(name="9ABE", body=TYPENAME, content_type=None, status=range(400, 500)),
    Audit(name="03D4", body=TYPENAME),
    Audit(name="A5BF", body="", status=only(400)),
    Audit(name="423L", body={"notquery": "{ __typename }"}, accept=NEW, status=only(400)),
    *(Audit(name=f"LKJ{i}", body={"query": value}, status=only(400)) for i, value in enumerate(NO_TEXT)),
    Audit(name="34A2", body=TYPENAME, accept=NEW),
    Audit(name="13EE", body=TYPENAME, accept=JSON, without="errors"),
    *(
        Audit(name=f"6C0{i}", body={**TYPENAME, "operationName": value}, status=only(400))
        for i, value in enumerate(NO_TEXT)
    ),
    Audit(name="8161", body=NAMED, accept=NEW),
    Audit(name="B8B3", body=NAMED, accept=JSON, without="errors"),
    *(
        Audit(name=f"{prefix}{i}", body={**TYPENAME, name: None}, accept=accept, without="errors")
        for prefix, accept in (("94B", NEW), ("022", JSON))
        for i, name in enumerate(("variables", "operationName", "extensions"))
    ),
    *(Audit(name=f"476{i}", body={**TYPENAME, "variables": value}, status=only(400)) for i, value in enumerate(NO_MAP)),
    Audit(name="2EA1", body=WITH_VARIABLES, accept=NEW),
    Audit(name="28B9", body=WITH_VARIABLES, accept=JSON, without="errors"),
    Audit(name="D6D5", query=ON_ADDRESS, accept=NEW, without="errors"),
    Audit(name="6A70", query=ON_ADDRESS, accept=JSON, without="errors"),
    *(
        Audit(name=f"58B{i}", body={**TYPENAME, "extensions": value}, status=only(400))
        for i, value in enumerate(NO_MAP)
    ),
    Audit(name="428F", body={**TYPENAME, "extensions": {"some": "value"}}, accept=NEW),
    Audit(name="1B7A", body={**TYPENAME, "extensions": {"some": "value"}}, accept=JSON, without="errors"),
    Audit(name="B6DC", body=NO_JSON, accept=JSON, status=REFUSED),
    Audit(name="BCF8", body=NO_JSON, accept=JSON, status=only(400)),
    Audit(name="B7N8", body=NO_JSON, accept=NEW, status=only(400)),
    Audit(name="8764", body=TYPO, status=REFUSED),
    Audit(name="3E3A", body=TYPO, status=only(400)),
    Audit(name="572B", body=UNPARSABLE, accept=JSON),
    Audit(name="FDE2", body=INVALID, accept=JSON),
    Audit(name="7B9B", body=UNCOERCIBLE, accept=JSON),
    Audit(name="865D", body=UNPARSABLE, accept=NEW, status=REFUSED),
    Audit(name="556A", body=UNPARSABLE, accept=NEW, status=only(400)),
    Audit(name="D586", body=UNPARSABLE, accept=NEW, status=REFUSED, without="data"),
    Audit(name="51FE", body=INVALID, accept=NEW, status=REFUSED),
    Audit(name="74FF", body=INVALID, accept=NEW, status=only(400)),
    Audit(name="5E5B", body=INVALID, accept=NEW, status=REFUSED, without="data"),
    Audit(name="86EE", body=UNCOERCIBLE, accept=NEW, status=only(400)),
]


@pytest.mark.parametrize("audit", AUDITS, ids=lambda audit: audit.name)
def test_an_audit_is_passed(audit: Audit, client: Client, db: None) -> None:
    response = send(audit, client)

    assert response.status_code in audit.status
    assert audit.answered_as in response.headers["Content-Type"]
    assert not audit.without or audit.without not in json.loads(response.content.decode())


def send(audit: Audit, client: Client) -> Any:
    headers = {"accept": audit.accept} if audit.accept else {}
    if audit.query is not None:
        return client.get(URL, audit.query, headers=headers)
    content = audit.body if isinstance(audit.body, str) else json.dumps(audit.body, ensure_ascii=False)
    return client.generic("POST", URL, content, CONTENT_TYPE=audit.content_type or "", headers=headers)
