import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.api.tokens import ANONYMOUS, CallerError, Scope, authenticate
from cms.api.tokens.keys import new_key
from cms.api.tokens.models import Token

pytestmark = pytest.mark.django_db


def request(authorization: str | None = None, **headers: str) -> Any:
    given = headers if authorization is None else {"Authorization": authorization, **headers}
    return RequestFactory().get("/graphql/", headers=given)


def make_token(*scopes: str, **fields: Any) -> tuple[Token, str]:
    return Token.issue(**({"name": "Website", "scopes": scopes or ("content:read",), "expires_at": None} | fields))


def refusal(authorization: str, **headers: str) -> CallerError:
    with pytest.raises(CallerError) as caught:
        authenticate(request(authorization, **headers))
    return caught.value


def test_without_the_header_the_caller_is_the_public(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        caller = authenticate(request())

    assert (caller, caller.tier, caller.scopes) == (ANONYMOUS, "public", {"content:read"})


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_token_names_its_caller_in_one_statement(
    scheme: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    token, key = make_token("content:read", "documents:any")

    with django_assert_num_queries(1):
        caller = authenticate(request(f"{scheme} {key}"))

    assert (caller.token_id, caller.tier, caller.scopes) == (token.pk, "token", {"content:read", "documents:any"})


@pytest.mark.parametrize("authorization", ["", "Basic YTpi", "Bearer", "Bearer  ", "nonsense"])
def test_another_way_of_authentication_is_refused(
    authorization: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        error = refusal(authorization)

    assert (error.status, error.extensions) == (401, {"code": "UNAUTHENTICATED"})
    assert error.headers["WWW-Authenticate"].startswith('Bearer realm="graphql", error="invalid_request"')


@pytest.mark.parametrize("key", ["x", "cms_x", new_key()[:-1], "cms_" + "é" * 49, "a b", 'cms_"\\'], ids=len)
def test_a_mistyped_token_is_refused_without_the_database(
    key: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        error = refusal(f"Bearer {key}")

    assert (error.status, error.extensions) == (401, {"code": "UNAUTHENTICATED"})
    assert error.headers["WWW-Authenticate"] == (
        'Bearer realm="graphql", error="invalid_token", '
        'error_description="This is not a whole API token. It was cut or mistyped on its way here: copy it again."'
    )


def test_an_unknown_token_is_refused() -> None:
    make_token()

    message = refusal(f"Bearer {new_key()}").message

    assert message == "There is no such API token. Create one in the admin, under Settings, API tokens."


def test_an_expired_token_is_refused() -> None:
    _token, key = make_token(expires_at=timezone.now() - timedelta(seconds=1))

    assert refusal(f"Bearer {key}").message == "This API token is expired. Create another one in the admin."


def test_a_revoked_token_is_refused_from_the_next_request_on() -> None:
    token, key = make_token()
    authenticate(request(f"Bearer {key}"))

    token.revoke()

    error = refusal(f"Bearer {key}")
    assert (error.status, error.message) == (401, "This API token is revoked. Create another one in the admin.")


def test_the_first_revocation_counts() -> None:
    token, _key = make_token()
    token.revoke()
    first = token.revoked_at

    token.revoke()

    assert token.revoked_at == first


def test_no_message_and_no_log_holds_the_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    token, key = make_token()
    token.revoke()

    errors = [refusal(f"Bearer {sent}") for sent in (key, key[:-1], new_key())]

    told = json.dumps([[error.formatted, error.headers] for error in errors]) + caplog.text
    assert key[8:-1] not in told


def test_drafts_need_their_scope() -> None:
    _token, key = make_token("content:read")

    error = refusal(f"Bearer {key}", **{"X-Perspective": "drafts"})

    assert (error.status, error.extensions) == (403, {"code": "FORBIDDEN"})
    assert error.headers["WWW-Authenticate"] == (
        'Bearer realm="graphql", error="insufficient_scope", scope="drafts:read"'
    )


def test_drafts_need_a_token() -> None:
    with pytest.raises(CallerError) as caught:
        authenticate(request(None, **{"X-Perspective": "drafts"}))

    assert (caught.value.status, caught.value.extensions) == (401, {"code": "UNAUTHENTICATED"})


def test_a_token_for_drafts_sees_them_only_when_it_asks() -> None:
    _token, key = make_token("content:read", "drafts:read")

    asked = authenticate(request(f"Bearer {key}", **{"X-Perspective": "drafts"}))
    not_asked = authenticate(request(f"Bearer {key}", **{"X-Perspective": "published"}))

    assert [(caller.sees_drafts, caller.tier) for caller in (asked, not_asked)] == [(True, "drafts"), (False, "token")]


def test_an_unknown_perspective_is_refused() -> None:
    _token, key = make_token("content:read", "drafts:read")

    error = refusal(f"Bearer {key}", **{"X-Perspective": "raw"})

    assert (error.status, error.extensions) == (400, {"code": "BAD_PERSPECTIVE"})


def test_a_caller_may_do_what_its_scopes_say() -> None:
    _token, key = make_token("posts:deliver:telegram")
    caller = authenticate(request(f"Bearer {key}"))

    assert [caller.may(scope) for scope in ("posts:deliver:telegram", Scope.CONTENT_READ)] == [True, False]
    with pytest.raises(CallerError, match="lacks the scope content:read"):
        caller.require(Scope.CONTENT_READ)
