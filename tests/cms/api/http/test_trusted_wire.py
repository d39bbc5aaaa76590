import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from cms.api.trusted.manifest import read_manifest
from tests.cms.api.http.wire import Wire, fingerprint, persisted, server
from tests.servers import ROOT

pytestmark = [pytest.mark.stack, pytest.mark.enable_socket]
TRUSTED = next(
    document
    for document in read_manifest(ROOT / "cms" / "api" / "trusted" / "manifest.json")
    if document.name == "WebsiteSearch"
)
VARIABLES = {"query": "nichts", "locale": "de"}
OTHER = "{ site { organisationName } }"


@pytest.fixture(scope="module")
def trusting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    with server(tmp_path_factory.mktemp("trusting"), GRAPHQL_DOCUMENTS="trusted") as wire:
        yield wire


def code(answer: tuple[int, Any]) -> tuple[int, str]:
    status, body = answer
    assert "data" not in body, body
    return status, body["errors"][0]["extensions"]["code"]


@pytest.mark.parametrize(
    "asked",
    [
        {"documentId": f"sha256:{TRUSTED.sha256}"},
        {"documentId": TRUSTED.sha256},
        {"documentId": TRUSTED.short_id},
        {"query": TRUSTED.text},
        {"query": TRUSTED.text, "documentId": f"sha256:{TRUSTED.sha256}"},
        {"query": TRUSTED.text, "operationName": "WebsiteSearch"},
        {"extensions": persisted(TRUSTED.text)},
        {"query": TRUSTED.text, "extensions": persisted(TRUSTED.text)},
    ],
)
def test_what_is_trusted_is_answered_however_it_is_asked_for(trusting: Wire, asked: dict[str, Any]) -> None:
    maps = {"variables": json.dumps(VARIABLES)}
    maps |= {"extensions": json.dumps(asked["extensions"])} if "extensions" in asked else {}

    by_post, by_get = trusting.post(asked | {"variables": VARIABLES}), trusting.get(**(asked | maps))

    assert by_post == by_get
    assert (by_post[0], by_post[1]["data"]["search"]["totalCount"]) == (200, 0)


def test_what_is_trusted_has_an_address(trusting: Wire) -> None:
    status, body = trusting.get(f"/graphql/d/{TRUSTED.short_id}", variables=json.dumps(VARIABLES))

    assert (status, body["data"]["search"]["totalCount"]) == (200, 0)


OTHER_TEXTS = [
    *(OTHER, "{ __typename }", "{ __schema { types { name } } }", "query WebsiteSearch { __typename }", "{"),
    *(TRUSTED.text + "\n", " " + TRUSTED.text, TRUSTED.text.replace("\n", "\r\n"), TRUSTED.text.replace("  ", "\t")),
    *(TRUSTED.text + "#", TRUSTED.text.replace("\n", ",\n", 1), TRUSTED.text.replace("(", " (", 1)),
    TRUSTED.text + "\nquery Other { __typename }",
    TRUSTED.text.replace("first: 10", "first: 100"),
    "\ufeff" + TRUSTED.text,
]


@pytest.mark.parametrize("text", OTHER_TEXTS)
def test_every_other_text_is_refused_however_it_is_sent(trusting: Wire, text: str) -> None:
    own = {"query": text, "variables": VARIABLES}
    bodies = [
        own,
        own | {"operationName": "Other"},
        own | {"operationName": "WebsiteSearch"},
        own | {"documentId": f"sha256:{fingerprint(text)}"},
        own | {"extensions": persisted(text)},
        own | {"extensions": persisted(text) | {"documentId": TRUSTED.sha256}},
        own | {"id": TRUSTED.sha256, "document_id": TRUSTED.sha256, "documentID": TRUSTED.sha256},
    ]

    assert {code(trusting.post(body)) for body in bodies} == {(403, "DOCUMENT_NOT_TRUSTED")}
    assert code(trusting.get(query=text)) == (403, "DOCUMENT_NOT_TRUSTED")
    registering = {"query": text, "extensions": json.dumps(persisted(text))}
    assert code(trusting.get(**registering)) == (403, "DOCUMENT_NOT_TRUSTED")
    # Nothing of this was learned.
    for asked in ({"extensions": persisted(text)}, {"documentId": f"sha256:{fingerprint(text)}"}):
        assert code(trusting.post(asked)) == (404, "PERSISTED_QUERY_NOT_FOUND")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"query": OTHER, "documentId": TRUSTED.sha256}, "DOCUMENT_ID_MISMATCH"),
        ({"query": OTHER, "documentId": f"sha256:{TRUSTED.sha256}"}, "DOCUMENT_ID_MISMATCH"),
        ({"query": OTHER, "documentId": TRUSTED.short_id}, "DOCUMENT_ID_MISMATCH"),
        ({"query": OTHER, "extensions": persisted(TRUSTED.text)}, "DOCUMENT_ID_MISMATCH"),
        ({"query": OTHER, "extensions": persisted(OTHER, version=True)}, "BAD_REQUEST"),
        ({"query": OTHER, "extensions": persisted(OTHER, sha256Hash=[TRUSTED.sha256])}, "BAD_REQUEST"),
        ({"query": OTHER, "extensions": persisted(OTHER, sha256Hash=TRUSTED.sha256.upper())}, "BAD_REQUEST"),
        ({"query": OTHER, "extensions": {"persistedQuery": True}}, "BAD_REQUEST"),
        ({"query": OTHER, "extensions": {"persistedQuery": [persisted(TRUSTED.text)]}}, "BAD_REQUEST"),
        ({"query": OTHER, "extensions": {"persistedQuery": None}}, "DOCUMENT_NOT_TRUSTED"),
        ({"query": OTHER, "extensions": {}}, "DOCUMENT_NOT_TRUSTED"),
        *(({"query": OTHER, "extensions": wrong}, "BAD_REQUEST") for wrong in ([], "{}", 1, True)),
        *(({"query": wrong}, "BAD_REQUEST") for wrong in ([OTHER], {"text": OTHER}, 1, True, "", " ", None)),
        *(({"documentId": wrong}, "BAD_REQUEST") for wrong in ([TRUSTED.sha256], {}, 1, True)),
        ({"operationName": ["WebsiteSearch"], "query": TRUSTED.text}, "BAD_REQUEST"),
        ({"operationName": "Other", "query": TRUSTED.text, "variables": VARIABLES}, "OPERATION_RESOLUTION_FAILURE"),
        ([{"query": OTHER}], "BATCHING_NOT_SUPPORTED"),
        ([{"query": TRUSTED.text}, {"query": OTHER}], "BATCHING_NOT_SUPPORTED"),
        ([], "BATCHING_NOT_SUPPORTED"),
        (b'{"query": "{ __typename }", "query": "x"}', "BAD_JSON"),
        (b'{"query": "{ __typename }"', "BAD_JSON"),
    ],
)
def test_tricks_with_parameters_are_refused(trusting: Wire, body: Any, expected: str) -> None:
    status, found = code(trusting.post(body))

    assert (found, status) == (expected, 403 if expected == "DOCUMENT_NOT_TRUSTED" else 400)


HASH = TRUSTED.sha256


@pytest.mark.parametrize(
    "document_id",
    [
        *(
            f"SHA256:{HASH}",
            f"sha256:sha256:{HASH}",
            f" sha256:{HASH}",
            f"sha256: {HASH}",
            f"sha256:{HASH} ",
            HASH.upper(),
        ),
        *(
            HASH[:15],
            HASH[:17],
            f"{HASH}0",
            f"md5:{HASH}",
            "sha256:",
            "../manifest",
            "%",
            "*",
            HASH[:16] + "\n",
            "é" * 90,
        ),
    ],
)
def test_ids_have_one_spelling(trusting: Wire, document_id: str) -> None:
    assert code(trusting.post({"documentId": document_id, "variables": VARIABLES})) == (
        404,
        "PERSISTED_QUERY_NOT_FOUND",
    )


@pytest.mark.parametrize("parameters", [{"query": OTHER}, {"documentId": HASH}, {"query": TRUSTED.text}])
def test_an_address_that_names_a_document_takes_no_other(trusting: Wire, parameters: dict[str, str]) -> None:
    assert code(trusting.get(f"/graphql/d/{TRUSTED.short_id}", **parameters)) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    "media_type",
    ["application/graphql", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""],
)
def test_other_media_types_are_no_way_in(trusting: Wire, media_type: str) -> None:
    for body in (OTHER, urlencode({"query": OTHER}), json.dumps({"query": OTHER})):
        assert code(trusting.post(body.encode(), **{"Content-Type": media_type})) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_other_methods_and_spellings_of_the_address_are_no_way_in(trusting: Wire) -> None:
    asked = json.dumps({"query": OTHER}).encode()
    for method in ("PUT", "PATCH", "DELETE", "QUERY"):
        assert trusting.send(method, "/graphql/", asked)[0] == 405
    for path in ("/graphql", "//graphql/", "/graphql//", "/graphql/d/", "/graphql/d/x/", "/GRAPHQL/", "/graphql/%2e"):
        status, answer = trusting.send("POST", path, asked)
        assert (status >= 400, b"organisationName" in answer) == (True, False), path
