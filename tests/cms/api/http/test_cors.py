from typing import Any

import pytest
from django.test import Client

from cms.api.http.cors import ALLOWED_HEADERS

URL = "/graphql/"
QUERY = {"query": "{ __typename }"}
OURS = "https://app.example"


def cors(response: Any) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name.startswith("Access-Control-")}


def test_no_website_may_read_answers_unless_it_is_allowed(client: Client, db: None) -> None:
    response = client.get(URL, QUERY, headers={"origin": OURS})

    assert (cors(response), "Origin" in response.headers["Vary"]) == ({}, False)


@pytest.mark.parametrize(("origin", "allowed"), [(OURS, OURS), ("https://evil.example", None), ("null", None)])
def test_a_website_of_the_list_may_read_answers(
    client: Client, db: None, settings: Any, origin: str, allowed: str | None
) -> None:
    settings.GRAPHQL_CORS_ORIGINS = [OURS]

    response = client.get(URL, QUERY, headers={"origin": origin})

    assert response.headers.get("Access-Control-Allow-Origin") == allowed
    assert response.headers["Vary"].endswith(", Origin")
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_every_website_may_read_answers_when_all_are_allowed(client: Client, db: None, settings: Any) -> None:
    settings.GRAPHQL_CORS_ORIGINS = ["*"]

    response = client.get(URL, {"query": "{"}, headers={"origin": OURS})

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Origin" not in response.headers["Vary"]


def test_a_preflight_says_what_may_be_sent(client: Client, db: None, settings: Any) -> None:
    settings.GRAPHQL_CORS_ORIGINS = [OURS]

    response = client.options(URL, headers={"origin": OURS, "access-control-request-method": "POST"})

    assert response.status_code == 204
    assert cors(response) == {
        "Access-Control-Allow-Origin": OURS,
        "Access-Control-Allow-Methods": "GET, HEAD, POST",
        "Access-Control-Allow-Headers": ALLOWED_HEADERS,
        "Access-Control-Max-Age": "86400",
    }


def test_answers_are_data_and_nothing_else(client: Client, db: None) -> None:
    headers = client.get(URL, QUERY).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "Set-Cookie" not in headers
