from typing import Any

import pytest
from django.test import Client

from cms.api.tokens import Scope
from cms.api.tokens.models import Token

URL = "/graphql/"
SCHEMA = {"query": '{ __type(name: "Query") { name } }'}
TYPO = {"query": "{ sit { url } }"}
REFUSED = {
    "errors": [
        {
            "message": "The schema is not shown here. It lies in the repository, as cms/api/schema.graphql.",
            "extensions": {"code": "INTROSPECTION_DISABLED"},
        }
    ]
}


def authorization() -> dict[str, str]:
    _token, key = Token.issue(name="Website", scopes=[Scope.CONTENT_READ], expires_at=None)
    return {"authorization": f"Bearer {key}"}


@pytest.mark.parametrize(("setting", "statuses"), [("on", [200, 200]), ("tokens", [403, 200]), ("off", [403, 403])])
def test_the_schema_is_shown_to_those_who_may_see_it(
    client: Client, db: None, settings: Any, setting: str, statuses: list[int]
) -> None:
    settings.GRAPHQL_INTROSPECTION = setting

    answers = [client.get(URL, SCHEMA), client.get(URL, SCHEMA, headers=authorization())]

    assert [answer.status_code for answer in answers] == statuses
    assert all(answer.json() == REFUSED for answer in answers if answer.status_code == 403)


def test_the_type_of_an_object_is_no_secret(client: Client, db: None, settings: Any) -> None:
    settings.GRAPHQL_INTROSPECTION = "off"

    assert client.get(URL, {"query": "{ __typename }"}).json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(("setting", "hint"), [("on", " Did you mean 'site'?"), ("off", "")])
def test_suggestions_show_no_schema_that_is_hidden(
    client: Client, db: None, settings: Any, setting: str, hint: str
) -> None:
    settings.GRAPHQL_INTROSPECTION = setting

    (error,) = client.get(URL, TYPO).json()["errors"]

    assert error["message"] == f"Cannot query field 'sit' on type 'Query'.{hint}"
    assert error["locations"] == [{"line": 1, "column": 3}]
    assert error["extensions"] == {"code": "GRAPHQL_VALIDATION_FAILED"}


@pytest.mark.parametrize(("setting", "status"), [("on", 200), ("tokens", 406), ("off", 406)])
def test_graphiql_is_there_when_the_schema_is_shown(
    client: Client, db: None, settings: Any, setting: str, status: int
) -> None:
    settings.GRAPHQL_INTROSPECTION = setting

    assert client.get(URL, headers={"accept": "text/html"}).status_code == status
