import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from cms import epoch
from cms.api.tokens.models import Token
from tests.factories.site import Site

BODY = json.dumps({"query": "{ __typename }"})


@pytest.fixture(autouse=True)
def counted_anew(site: Site) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def key() -> str:
    return Token.issue(name="Website", scopes=["content:read"], expires_at=None)[1]


def ask(client: Client, *, sender: str = "203.0.113.9", **headers: str) -> Any:
    return client.post("/graphql/", BODY, "application/json", headers=headers, REMOTE_ADDR=sender)


def test_a_token_is_answered_and_told_what_is_left(client: Client, key: str) -> None:
    response = ask(client, Authorization=f"Bearer {key}")

    assert (response.status_code, response.json()["data"]) == (200, {"__typename": "Query"})
    assert response.headers["RateLimit-Policy"] == '"token";q=6000;w=60'
    assert "no-store" in response.headers["Cache-Control"]


def test_a_wrong_token_is_refused_and_not_taken_for_the_public(client: Client, key: str) -> None:
    response = ask(client, Authorization=f"Bearer {key[:-1]}")

    assert (response.status_code, response.json()["errors"][0]["extensions"]) == (401, {"code": "UNAUTHENTICATED"})
    assert response.headers["WWW-Authenticate"].startswith('Bearer realm="graphql", error="invalid_token"')
    assert "data" not in response.json()


def test_a_token_for_something_else_reads_nothing(client: Client) -> None:
    _token, key = Token.issue(name="Bot", scopes=["posts:deliver:telegram"], expires_at=None)

    response = ask(client, Authorization=f"Bearer {key}")

    assert (response.status_code, response.json()["errors"][0]["extensions"]) == (403, {"code": "FORBIDDEN"})


def test_whoever_asks_too_often_is_told_when_to_come_back(client: Client, settings: Any) -> None:
    settings.API_RATE_LIMIT = 2

    statuses = [ask(client).status_code for _ in range(3)]
    refused, other = ask(client), ask(client, sender="203.0.113.10")

    assert (statuses, other.status_code) == ([200, 200, 429], 200)
    assert refused.json()["errors"][0]["extensions"] == {"code": "RATE_LIMITED"}
    assert 0 < int(refused.headers["Retry-After"]) <= 120
    assert refused.headers["RateLimit-Policy"] == '"public";q=2;w=60'


def test_whoever_guesses_tokens_is_slowed_down(client: Client, settings: Any) -> None:
    settings.API_RATE_LIMIT = 2

    statuses = [ask(client, Authorization="Bearer cms_guessed").status_code for _ in range(3)]

    assert statuses == [401, 401, 429]


def test_nobody_escapes_the_limit_by_a_header(client: Client, settings: Any) -> None:
    settings.API_RATE_LIMIT = 1

    statuses = [ask(client, **{"X-Forwarded-For": f"198.51.100.{number}"}).status_code for number in range(2)]

    assert statuses == [200, 429]


def test_readers_behind_our_proxy_count_alone(client: Client, settings: Any) -> None:
    settings.API_RATE_LIMIT = 1

    forwarded = [{"X-Forwarded-For": f"198.51.100.{number}"} for number in range(2)]

    assert [ask(client, sender="10.0.0.7", **headers).status_code for headers in forwarded] == [200, 200]


def test_using_a_token_does_not_make_stored_answers_stale(client: Client, key: str) -> None:
    before = epoch.current()

    ask(client, Authorization=f"Bearer {key}")

    assert Token.objects.get().last_used_at is not None
    assert epoch.current() == before
