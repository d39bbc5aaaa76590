import json
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from cms.api.http.negotiation import GRAPHQL_RESPONSE, JSON
from cms.api.preview import store_draft
from tests.factories.site import Site, make_page

URL = "/graphql/"
TYPENAME = {"query": "{ __typename }"}
MISSING = "The parameter 'query' is missing. Send the text of a GraphQL document."
BATCH = "The body must be one JSON object; several requests at once are not answered."
TWICE = 'The body has the name "query" twice in one object. Send it once.'


def post(client: Client, body: Any, **headers: str) -> Any:
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    # The client of Django says no content type for an empty body unless it is told so twice.
    return client.generic("POST", URL, content, CONTENT_TYPE="application/json", headers=headers)


def refusal(message: str, code: str) -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": {"code": code}}]}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_query_is_answered(client: Client, site: Site, method: str) -> None:
    response = client.get(URL, TYPENAME) if method == "GET" else post(client, TYPENAME)

    assert (response.status_code, response.json()) == (200, {"data": {"__typename": "Query"}})


def test_an_answer_sets_no_cookie_and_says_its_type(client: Client, site: Site) -> None:
    response = post(client, TYPENAME, accept="application/graphql-response+json")

    assert response.headers["Content-Type"] == "application/graphql-response+json; charset=utf-8"
    assert response.cookies == {}


@pytest.mark.parametrize(
    ("body", "status", "code", "message"),
    [
        ("{", 400, "BAD_JSON", "The body is not valid JSON."),
        ("", 400, "BAD_JSON", "The body is not valid JSON."),
        ("[" * 50000, 400, "BAD_JSON", "The body is not valid JSON."),
        ("\ufeff{}", 400, "BAD_JSON", "The body begins with a byte order mark. Leave it out."),
        (b'{"query": "\xff"}', 400, "BAD_JSON", "The body is not UTF-8."),
        ('{"query": "{x}", "query": "{y}"}', 400, "BAD_JSON", TWICE),
        ('{"query": "{x}", "variables": {"a": NaN}}', 400, "BAD_JSON", "The body has NaN, which is no number in JSON."),
        ('{"query": "{x}", "variables": {"a": 1e999}}', 400, "BAD_JSON", "The body has a number that is too large."),
        ('{"a": ' + "9" * 5000 + "}", 400, "BAD_JSON", "The body has a number of 5000 digits; 30 are the most."),
        ('{"query": "\\ud800"}', 400, "BAD_JSON", "The body has half of a surrogate pair. Send whole characters."),
        ('{"query": "\\u0000"}', 400, "BAD_JSON", "The body has the character NUL. Leave it out."),
        ("[]", 400, "BATCHING_NOT_SUPPORTED", BATCH),
        ("7", 400, "BAD_REQUEST", "The body must be a JSON object with the parameter 'query'."),
        ({}, 400, "BAD_REQUEST", MISSING),
        ({"query": " "}, 400, "BAD_REQUEST", MISSING),
        ({"query": 7}, 400, "BAD_REQUEST", "The parameter 'query' must be a string."),
        ({"query": "{x}", "variables": []}, 400, "BAD_REQUEST", "The parameter 'variables' must be a JSON object."),
        ({"query": "{x}", "extensions": "a"}, 400, "BAD_REQUEST", "The parameter 'extensions' must be a JSON object."),
        ({"query": "{x}", "operationName": 7}, 400, "BAD_REQUEST", "The parameter 'operationName' must be a string."),
        ({"query": "x" * 70000}, 413, "REQUEST_TOO_LARGE", "The request is larger than 65536 bytes."),
    ],
)
def test_a_malformed_request_is_refused(
    client: Client, db: None, body: Any, status: int, code: str, message: str
) -> None:
    response = post(client, body)

    assert (response.status_code, response.json()) == (status, refusal(message, code))


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_forms_are_refused(client: Client, db: None, content_type: str) -> None:
    response = client.generic("POST", URL, b"query={__typename}", content_type=content_type)

    assert response.status_code == 415


@pytest.mark.parametrize("query", ["{ nothing }", "{", "{ ...on }", "query A { __typename } query B { __typename }"])
def test_a_document_that_will_not_do_is_refused_before_it_runs(client: Client, site: Site, query: str) -> None:
    new = post(client, {"query": query}, accept="application/graphql-response+json")
    old = post(client, {"query": query}, accept="application/json")

    assert (new.status_code, old.status_code) == (400, 200)
    assert "data" not in new.json()
    assert new.json() == old.json()


@pytest.mark.parametrize("query", ["subscription { x }", "subscription { __typename }", "subscription { x { y } }"])
def test_subscriptions_are_refused(client: Client, site: Site, query: str) -> None:
    response = post(client, {"query": query}, accept="application/graphql-response+json")

    message = "This API has no subscriptions. Send a query or a mutation."
    assert response.status_code == 400
    assert message in [error["message"] for error in response.json()["errors"]]


def test_introspection_that_is_too_deep_is_refused(client: Client, site: Site) -> None:
    deep = "{ __schema { types { " + "fields { type { " * 8 + "name" + " } }" * 8 + " } } }"

    response = post(client, {"query": deep}, accept="application/graphql-response+json")

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"] == {"code": "TOO_DEEP"}


def test_a_document_with_too_many_tokens_is_refused(client: Client, site: Site) -> None:
    response = post(client, {"query": "{" + " a: __typename" * 2000 + "}"}, accept="application/graphql-response+json")

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"] == {"code": "TOO_MANY_TOKENS"}


def test_other_methods_are_refused(client: Client, db: None) -> None:
    response = client.put(URL, "{}")

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_options_are_told(client: Client, db: None) -> None:
    response = client.options(URL)

    assert (response.status_code, response.headers["Allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    assert "Content-Type" not in response.headers


def test_head_is_get_without_a_body(client: Client, site: Site) -> None:
    response = client.head(URL, TYPENAME)

    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_mutation_by_get_is_told_to_post(client: Client, db: None, method: str) -> None:
    response = client.generic(method, URL, query_params={"query": "mutation { x }"})

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", JSON),
        ("application/graphql-response+json;q=0, application/json", JSON),
        ("application/graphql-response+json;q=0.5, application/json", JSON),
        ("Application/GraphQL-Response+JSON", GRAPHQL_RESPONSE),
        ("application/graphql-response+json; charset=UTF-8, application/json; charset=UTF-8", GRAPHQL_RESPONSE),
        ("application/json;q=0.9, application/graphql-response+json", GRAPHQL_RESPONSE),
        ("application/json; a*=nonsense''b", JSON),
        ("text/html, application/graphql-response+json;q=0.1", GRAPHQL_RESPONSE),
    ],
)
def test_an_answer_comes_as_the_client_prefers(client: Client, site: Site, accept: str, expected: str) -> None:
    response = client.get(URL, TYPENAME, headers={"accept": accept})

    assert response.headers["Content-Type"] == f"{expected}; charset=utf-8"


def test_too_many_parameters_are_refused(client: Client, db: None) -> None:
    query = "&".join(f"a{number}=1" for number in range(101))

    response = client.get(f"{URL}?{query}")

    message = "The address has too many parameters. Send 'query', 'variables' and 'operationName' alone."
    assert (response.status_code, response.json()) == (400, refusal(message, "BAD_REQUEST"))


def test_a_body_beyond_what_is_read_is_refused(client: Client, db: None, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    assert post(client, TYPENAME).status_code == 413


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_empty_operation_name_is_none(client: Client, site: Site, method: str) -> None:
    body = TYPENAME | {"operationName": ""}

    response = client.get(URL, body) if method == "GET" else post(client, body)

    assert response.json() == {"data": {"__typename": "Query"}}


def test_a_browser_gets_graphiql_from_here_alone(client: Client, db: None) -> None:
    response = client.get(URL, headers={"accept": "text/html"})

    assert response.status_code == 200
    assert b'src="/static/graphiql/' in response.content
    assert b"https://" not in response.content


def test_a_preview_token_shows_the_draft_to_its_holder_alone(client: Client, site: Site) -> None:
    page = make_page(site.german, live=False)
    page.title = "Noch im Entwurf"
    query = {"query": '{ route(path: "/wer-wir-sind/") { ... on PageRoute { page { title } } } }'}
    token = store_draft(page, editor_id=None).token

    with_token, without = post(client, query, **{"x-preview-token": token}), post(client, query)

    assert with_token.json() == {"data": {"route": {"page": {"title": "Noch im Entwurf"}}}}
    assert without.json() == {"data": {"route": None}}


def test_a_wrong_preview_token_is_refused(client: Client, site: Site) -> None:
    response = post(client, TYPENAME, **{"x-preview-token": "nonsense"})

    assert response.status_code == 401
    assert response.json()["errors"][0]["extensions"] == {"code": "PREVIEW_EXPIRED"}


def test_what_goes_wrong_on_our_side_is_said_as_json_and_tells_nothing(client: Client, site: Site) -> None:
    with connection.execute_wrapper(_broken):
        response = post(client, {"query": "{ site { url } }"})

    message = "Something went wrong on our side. It has been logged."
    assert (response.status_code, response.json()) == (500, refusal(message, "INTERNAL"))


def _broken(*_statement: Any) -> None:
    message = "secret details"
    raise OperationalError(message)
