"""Whatever is sent, the answer is one of GraphQL over HTTP, and never that something went wrong on our side."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

URL = "/graphql/"
# A header is Latin-1 without control characters; a server refuses others before we see them.
HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=60)
NAMES = ("accept", "authorization", "content-encoding", "origin", "x-preview-token", "x-perspective")
HEADERS = st.dictionaries(st.sampled_from(NAMES), HEADER)
MEDIA_TYPES = HEADER | st.sampled_from(["application/json", "application/json; charset=utf-8", ""])
METHODS = st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "QUERY", "get"])
PARAMETERS = ("query", "documentId", "operationName", "variables", "extensions", "unknown")
QUERIES = st.text(max_size=40) | st.text("{}()[]:!$@&|=.\"'#\\ \n\tabqueryfragmenton0123456789-", max_size=60)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)
EXTENSIONS = st.fixed_dictionaries({"persistedQuery": VALUES})
BODIES = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(PARAMETERS, VALUES) | {"query": QUERIES | VALUES, "extensions": EXTENSIONS | VALUES}
)
TIMES = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _any_number_of_requests(settings: Any) -> None:
    settings.API_RATE_LIMIT = 0


def check(response: Any) -> None:
    assert response.status_code < 500
    if response.status_code >= 400 and response.content:
        body = json.loads(response.content.decode())
        assert all(error["message"] and error["extensions"]["code"] for error in body["errors"])
        assert "data" not in body


@TIMES
@given(method=METHODS, body=st.binary(max_size=200), media_type=MEDIA_TYPES, headers=HEADERS, address=st.binary())
def test_any_bytes_are_answered(
    client: Client, method: str, body: bytes, media_type: str, headers: dict[str, str], address: bytes
) -> None:
    raw = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    query = address.decode("latin-1")

    response = client.generic(method, URL, body, CONTENT_TYPE=media_type, QUERY_STRING=query, **raw)

    check(response)


@TIMES
@given(body=BODIES | VALUES)
def test_any_json_is_answered(client: Client, body: Any) -> None:
    check(client.generic("POST", URL, json.dumps(body), CONTENT_TYPE="application/json"))


@TIMES
@given(parameters=st.dictionaries(st.sampled_from(PARAMETERS), QUERIES | VALUES.map(json.dumps), max_size=5))
def test_any_parameters_are_answered(client: Client, parameters: dict[str, str]) -> None:
    check(client.get(URL, parameters))
