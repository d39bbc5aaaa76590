from typing import Any

import pytest
from django.test import Client, RequestFactory

from cms.api.http.endpoint import respond

URL = "/graphql/"
BODY = '{"query": "{ __typename }"}'
ANSWER = {"data": {"__typename": "Query"}}


def code(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["errors"][0]["extensions"]["code"]


def test_no_middleware_is_needed(db: None) -> None:
    response = respond(RequestFactory().post(URL, BODY, content_type="application/json"))

    assert (response.status_code, response.content) == (200, b'{"data":{"__typename":"Query"}}')


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("application/json", 200),
        ("Application/JSON ; charset=UTF-8", 200),
        ('application/json; charset="utf-8"', 200),
        ("application/json; charset=latin-1", 415),
        ("application/json; charset=utf-16", 415),
        ("application/graphql", 415),
        ("application/graphql-response+json", 415),
        ("text/plain", 415),
        ("", 415),
    ],
)
def test_bodies_are_json_in_utf_8(client: Client, db: None, content_type: str, expected: int) -> None:
    assert client.generic("POST", URL, BODY, CONTENT_TYPE=content_type).status_code == expected


def test_bodies_are_not_unpacked(client: Client, db: None) -> None:
    response = client.generic("POST", URL, BODY, content_type="application/json", headers={"content-encoding": "gzip"})

    assert code(response) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("query=%7B__typename%7D&query=%7B__typename%7D", (400, "BAD_REQUEST")),
        ("query=%FF", (400, "BAD_REQUEST")),
        ("query=%7B__typename%7D&variables=%7B", (400, "BAD_JSON")),
        ("query=%7B__typename%7D&variables=[]", (400, "BAD_REQUEST")),
        ("query=%7B__typename%7D&extensions=7", (400, "BAD_REQUEST")),
        ("query=" + "x" * 70000, (414, "REQUEST_TOO_LARGE")),
        ("variables={}", (400, "BAD_REQUEST")),
    ],
)
def test_an_address_that_is_malformed_is_refused(
    client: Client, db: None, address: str, expected: tuple[int, str]
) -> None:
    assert code(client.get(f"{URL}?{address}")) == expected


@pytest.mark.parametrize("more", ["variables=&extensions=&operationName=", "unknown=1&unknown=2", "variables=null"])
def test_parameters_that_are_empty_or_unknown_make_no_difference(client: Client, db: None, more: str) -> None:
    assert client.get(f"{URL}?query=%7B__typename%7D&{more}").json() == ANSWER


def test_names_that_are_unknown_in_a_body_make_no_difference(client: Client, db: None) -> None:
    body = {"query": "{ __typename }", "id": 7, "variables": {"unknown": 1}}

    assert client.post(URL, body, content_type="application/json").json() == ANSWER


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "QUERY"])
def test_another_method_is_refused_with_a_code(client: Client, db: None, method: str) -> None:
    response = client.generic(method, URL, BODY, content_type="application/json")

    assert code(response) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_what_another_method_is_told_is_of_the_type_that_was_asked_for(client: Client, db: None) -> None:
    accept = {"Accept": "application/graphql-response+json"}
    response = client.generic("PUT", URL, BODY, content_type="application/json", headers=accept)

    assert response.headers["Content-Type"] == "application/graphql-response+json; charset=utf-8"


def test_head_says_how_long_the_answer_is(db: None) -> None:
    response = respond(RequestFactory().head(URL, {"query": "{ __typename }"}))

    assert (response.headers["Content-Length"], response.content) == ("31", b"")


def test_what_nobody_accepts_is_said_as_json(client: Client, db: None) -> None:
    response = client.get(URL, {"query": "{ __typename }"}, headers={"accept": "image/png"})

    assert code(response) == (406, "NOT_ACCEPTABLE")
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
