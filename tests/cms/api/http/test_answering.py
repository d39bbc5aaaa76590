from typing import Any

import pytest
from django.test import Client

from cms.api.limits import Deadline
from cms.api.tokens import Scope
from cms.api.tokens.models import Token
from tests.factories.site import Site

URL = "/graphql/"
NEW = {"accept": "application/graphql-response+json"}
JSON = {"accept": "application/json"}
LIST = {"query": "query Q($n: Int) { statements(first: $n) { nodes { title } } }", "variables": '{"n": 3}'}


def authorization(*scopes: str) -> dict[str, str]:
    _token, key = Token.issue(name="Website", scopes=list(scopes or [Scope.CONTENT_READ]), expires_at=None)
    return {"authorization": f"Bearer {key}"}


def codes(response: Any) -> list[str]:
    return [error["extensions"]["code"] for error in response.json()["errors"]]


def test_holders_of_tokens_are_told_the_cost(client: Client, site: Site) -> None:
    public, with_token = client.get(URL, LIST), client.get(URL, LIST, headers=authorization())

    assert "extensions" not in public.json()
    assert with_token.json()["extensions"] == {"cost": {"requested": 1 + 3 * (1 + 1), "limit": 100_000}}


def test_the_cost_is_told_beside_errors(client: Client, site: Site, settings: Any) -> None:
    settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS | {"cost": 6}

    response = client.get(URL, LIST, headers=authorization() | NEW)

    assert (response.status_code, codes(response)) == (400, ["TOO_COSTLY"])
    assert response.json()["extensions"] == {"cost": {"requested": 7, "limit": 6}}


@pytest.mark.parametrize(("variables", "code"), [('{"n": 101}', "BAD_PAGE_SIZE"), ('{"n": "x"}', "BAD_USER_INPUT")])
@pytest.mark.parametrize(("accept", "status"), [(NEW, 400), (JSON, 200)])
def test_variables_that_will_not_do_are_refused(
    client: Client, site: Site, variables: str, code: str, accept: dict[str, str], status: int
) -> None:
    response = client.get(URL, LIST | {"variables": variables}, headers=accept)

    assert (response.status_code, codes(response), "data" in response.json()) == (status, [code], False)


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ('{"n": "' + "x" * 33000 + '"}', "VARIABLES_TOO_LARGE"),
        ('{"n": ' + "[" * 11 + "]" * 11 + "}", "VARIABLES_TOO_DEEP"),
        ('{"n": [' + "1," * 200 + "1]}", "VARIABLES_TOO_LONG"),
    ],
)
def test_variables_that_are_too_large_are_refused(client: Client, db: None, variables: str, code: str) -> None:
    response = client.get(URL, LIST | {"variables": variables})

    assert (response.status_code, codes(response)) == (400, [code])


def test_a_long_document_does_not_count_as_variables(client: Client, site: Site) -> None:
    body = LIST | {"query": LIST["query"] + "#" + "x" * 40000, "variables": {"n": 1}}

    assert client.post(URL, body, content_type="application/json").json() == {"data": {"statements": {"nodes": []}}}


@pytest.mark.parametrize("accept", [NEW, JSON])
def test_an_answer_that_takes_too_long_is_given_up(
    client: Client, site: Site, settings: Any, accept: dict[str, str]
) -> None:
    settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS | {"seconds": -1}

    response = client.get(URL, LIST, headers=accept)

    assert (response.status_code, codes(response), "data" in response.json()) == (503, ["TIMEOUT"], False)


def test_an_answer_that_asks_no_database_is_given_up_too(client: Client, db: None, settings: Any) -> None:
    settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS | {"seconds": -1}

    response = client.get(URL, {"query": "{ __schema { types { name } } }"}, headers=NEW)

    assert (response.status_code, codes(response)) == (503, ["TIMEOUT"])


@pytest.mark.parametrize(("accept", "status"), [(NEW, 400), (JSON, 200)])
def test_null_for_a_condition_is_refused(client: Client, site: Site, accept: dict[str, str], status: int) -> None:
    query = "query ($leave: Boolean = true) { site @skip(if: $leave) { url } }"

    response = client.get(URL, {"query": query, "variables": '{"leave": null}'}, headers=accept)

    assert (response.status_code, codes(response), "data" in response.json()) == (status, ["BAD_USER_INPUT"], False)


def test_an_operation_that_is_not_there_is_named(client: Client, db: None) -> None:
    response = client.get(URL, {"query": "query A { __typename }", "operationName": "B"}, headers=NEW)

    assert (response.status_code, codes(response)) == (400, ["OPERATION_RESOLUTION_FAILURE"])


def test_a_wrong_token_is_refused(client: Client, db: None) -> None:
    response = client.get(URL, LIST, headers={"authorization": "Bearer nonsense"})

    assert (response.status_code, codes(response)) == (401, ["UNAUTHENTICATED"])
    assert response.headers["WWW-Authenticate"].startswith("Bearer ")


def test_a_deadline_holds_for_one_answer(client: Client, site: Site) -> None:
    with Deadline(60):
        assert client.get(URL, LIST).status_code == 200
