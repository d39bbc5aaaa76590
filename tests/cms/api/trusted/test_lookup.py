import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cms.api.tokens import Scope
from cms.api.tokens.models import Token
from cms.api.trusted.automatic import automatic_documents
from cms.api.trusted.manifest import Manifest, TrustedDocument

URL = "/graphql/"
NEW = {"accept": "application/graphql-response+json"}
TEXT = "query T($name: String!) { __type(name: $name) { name } }"
HASH = sha256(TEXT.encode()).hexdigest()
OTHER = "{ other: __typename }"
VARIABLES = '{"name":"Site"}'
READ = Scope.CONTENT_READ
ANSWER = {"data": {"__type": {"name": "Site"}}}


@pytest.fixture(autouse=True)
def _trusted(tmp_path: Path, settings: Any) -> None:
    document = TrustedDocument(text=TEXT, name="T", source="t.graphql", custom_id="relay-id")
    path = tmp_path / "documents.json"
    path.write_text(Manifest.of([document]).as_json())
    settings.GRAPHQL_MANIFESTS = [path, tmp_path / "missing.json"]


def persisted(text: str, **fields: Any) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256(text.encode()).hexdigest()} | fields}


def code(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["errors"][0]["extensions"]["code"]


@pytest.mark.parametrize("document_id", [f"sha256:{HASH}", HASH, HASH[:16], "relay-id"])
@pytest.mark.parametrize("mode", ["any", "trusted"])
def test_a_document_is_asked_for_by_its_id(
    client: Client, db: None, settings: Any, document_id: str, mode: str
) -> None:
    settings.GRAPHQL_DOCUMENTS = mode
    body = {"documentId": document_id, "variables": {"name": "Site"}}

    by_get = client.get(URL, {"documentId": document_id, "variables": VARIABLES})
    by_post = client.post(URL, body, content_type="application/json")

    assert (by_get.json(), by_post.json()) == (ANSWER, ANSWER)


def test_a_short_address_names_a_document(client: Client, db: None) -> None:
    address = f"/graphql/d/{HASH[:16]}"

    assert client.get(address, {"variables": VARIABLES}).json() == ANSWER
    assert len(f"https://www.a-rather-long-name-of-an-organization.example.org{address}") <= 200


@pytest.mark.parametrize("address", ["/graphql/d/0123456789abcdef", "/graphql/d/nonsense"])
def test_an_address_that_names_nothing_is_told(client: Client, db: None, address: str) -> None:
    assert code(client.get(address, headers=NEW)) == (404, "PERSISTED_QUERY_NOT_FOUND")


@pytest.mark.parametrize("address", ["/graphql/d/0123456789abcdef", f"{URL}?documentId=nonsense"])
def test_what_is_not_there_is_told_to_clients_of_any_media_type(client: Client, db: None, address: str) -> None:
    assert code(client.get(address)) == (404, "PERSISTED_QUERY_NOT_FOUND")


def test_an_address_that_names_a_document_takes_no_other(client: Client, db: None) -> None:
    assert code(client.get(f"/graphql/d/{HASH[:16]}", {"query": OTHER})) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("document_id", ["sha256:" + "0" * 64, "nonsense", "x-own:1", "é" * 100])
def test_an_unknown_id_is_told(client: Client, db: None, document_id: str) -> None:
    assert code(client.get(URL, {"documentId": document_id}, headers=NEW)) == (404, "PERSISTED_QUERY_NOT_FOUND")


def test_an_id_and_a_text_must_belong_together(client: Client, db: None) -> None:
    wrong = client.get(URL, {"documentId": f"sha256:{HASH}", "query": OTHER})
    right = client.get(URL, {"documentId": f"sha256:{HASH}", "query": TEXT, "variables": VARIABLES})

    assert (code(wrong), right.json()) == ((400, "DOCUMENT_ID_MISMATCH"), ANSWER)


@pytest.mark.parametrize("named", [{"path": f"/graphql/d/{HASH[:16]}"}, {"path": URL, "documentId": HASH[:16]}])
@pytest.mark.parametrize(
    ("extension", "expected"),
    [
        (persisted(OTHER), "DOCUMENT_ID_MISMATCH"),
        ({"persistedQuery": "x"}, "BAD_REQUEST"),
        (persisted(TEXT), None),
        ({"persistedQuery": None}, None),
    ],
)
def test_a_request_names_one_document(
    client: Client, db: None, named: dict[str, str], extension: Any, expected: str | None
) -> None:
    asked = {name: value for name, value in named.items() if name != "path"}
    asked |= {"variables": VARIABLES, "extensions": json.dumps(extension)}

    response = client.get(named["path"], asked)

    if expected:
        assert code(response) == (400, expected)
    else:
        assert response.json() == ANSWER


def test_a_hash_is_learned_as_apollo_does_it(client: Client, db: None) -> None:
    text = "{ learned: __typename }"
    asked = {"extensions": json.dumps(persisted(text))}

    unknown, told, known = client.get(URL, asked), client.get(URL, asked | {"query": text}), client.get(URL, asked)

    error = {"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}
    assert (unknown.status_code, unknown.json()) == (200, {"errors": [error]})
    assert told.json() == known.json() == {"data": {"learned": "Query"}}


def test_only_documents_that_run_are_learned(client: Client, db: None) -> None:
    text = "{ nothing }"
    asked = {"extensions": persisted(text)}

    client.post(URL, asked | {"query": text}, content_type="application/json")

    assert code(client.post(URL, asked, content_type="application/json", headers=NEW))[1] == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize(
    "extension", [None, [], "x", {}, {"version": 1}, {"version": 2}, {"sha256Hash": 7}, {"sha256Hash": HASH.upper()}]
)
def test_a_hash_that_is_none_is_refused(client: Client, db: None, extension: Any) -> None:
    wrong = extension if not isinstance(extension, dict) else {"version": 1, "sha256Hash": HASH[:9]} | extension
    body = {"query": TEXT, "extensions": {"persistedQuery": wrong}}

    response = client.post(URL, body, content_type="application/json", headers=NEW)

    # Null is the same as nothing.
    expected = (400, "BAD_USER_INPUT") if extension is None else (400, "BAD_REQUEST")
    assert code(response) == expected


def test_a_hash_of_another_text_is_refused(client: Client, db: None) -> None:
    body = {"query": TEXT, "extensions": persisted(OTHER)}

    assert code(client.post(URL, body, content_type="application/json")) == (400, "DOCUMENT_ID_MISMATCH")


def test_nothing_is_learned_when_that_is_switched_off(client: Client, db: None, settings: Any) -> None:
    settings.GRAPHQL_AUTOMATIC_DOCUMENTS = 0
    asked = {"extensions": persisted("{ unlearned: __typename }")}

    response = client.post(URL, asked, content_type="application/json")

    assert response.json()["errors"] == [
        {"message": "PersistedQueryNotSupported", "extensions": {"code": "PERSISTED_QUERY_NOT_SUPPORTED"}}
    ]


def test_few_documents_are_learned_and_the_least_used_is_forgotten(settings: Any) -> None:
    settings.GRAPHQL_AUTOMATIC_DOCUMENTS = 2
    automatic_documents.register("a", "{ a }")
    automatic_documents.register("b", "{ b }")
    automatic_documents.find("a")

    automatic_documents.register("c", "{ c }")
    automatic_documents.register("d", "x" * 20000)

    assert [automatic_documents.find(each) for each in "abcd"] == ["{ a }", None, "{ c }", None]


def test_where_only_trusted_documents_are_answered_others_are_refused(client: Client, db: None, settings: Any) -> None:
    settings.GRAPHQL_DOCUMENTS = "trusted"

    refused = client.get(URL, {"query": OTHER})
    learned = client.get(URL, {"query": OTHER, "extensions": json.dumps(persisted(OTHER))})
    whole = client.get(URL, {"query": TEXT, "variables": VARIABLES})

    assert (code(refused), code(learned)) == ((403, "DOCUMENT_NOT_TRUSTED"), (403, "DOCUMENT_NOT_TRUSTED"))
    assert whole.json() == ANSWER


def test_an_id_that_looks_like_the_hash_of_a_text_makes_it_no_trusted_document(
    client: Client, db: None, settings: Any, tmp_path: Path
) -> None:
    """A consumer gives its documents what ids it likes."""
    settings.GRAPHQL_DOCUMENTS = "trusted"
    document = TrustedDocument(text=TEXT, name="T", source="t.graphql", custom_id=sha256(OTHER.encode()).hexdigest())
    path = tmp_path / "of_a_consumer.json"
    path.write_text(Manifest.of([document]).as_json())
    settings.GRAPHQL_MANIFESTS = [path]

    assert code(client.get(URL, {"query": OTHER})) == (403, "DOCUMENT_NOT_TRUSTED")
    assert client.get(URL, {"query": TEXT, "variables": VARIABLES}).json() == ANSWER


@pytest.mark.parametrize(("scopes", "status"), [([READ, Scope.DOCUMENTS_ANY], 200), ([READ], 403)])
def test_a_token_may_be_allowed_any_document(
    client: Client, db: None, settings: Any, scopes: list[Scope], status: int
) -> None:
    settings.GRAPHQL_DOCUMENTS = "trusted"
    _token, key = Token.issue(name="Developer", scopes=scopes, expires_at=None)

    response = client.get(URL, {"query": OTHER}, headers={"authorization": f"Bearer {key}"})

    assert response.status_code == status


@pytest.mark.parametrize("version", [True, 1.0, "1", 2, None, [1]])
def test_only_the_number_one_is_a_version(client: Client, db: None, version: Any) -> None:
    body = {"query": OTHER, "extensions": persisted(OTHER, version=version)}

    assert code(client.post(URL, body, content_type="application/json")) == (400, "BAD_REQUEST")
