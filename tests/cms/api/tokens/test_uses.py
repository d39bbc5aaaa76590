from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.signals import request_finished
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.api.tokens import uses
from cms.api.tokens.models import Token

NOW = timezone.now()


@pytest.fixture(autouse=True)
def nothing_noted() -> Iterator[None]:
    uses._noted.clear()  # noqa: SLF001  What another test left behind.
    yield
    uses._noted.clear()  # noqa: SLF001  As above.


@pytest.fixture
def token(db: None) -> Token:
    return Token.issue(name="Website", scopes=["content:read"], expires_at=None)[0]


def last_use(token: Token) -> Any:
    return Token.objects.values_list("last_used_at", flat=True).get(pk=token.pk)


def test_a_use_is_written_after_the_answer(token: Token, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        uses.note(token, now=NOW)
    with django_assert_num_queries(1):
        uses.write_noted()

    assert last_use(token) == NOW


@pytest.mark.parametrize(("seconds", "statements"), [(0, 0), (59, 0), (60, 1)])
def test_uses_are_written_once_a_minute(
    token: Token, seconds: int, statements: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    token.last_used_at = NOW
    token.save()

    with django_assert_num_queries(statements):
        uses.note(token, now=NOW + timedelta(seconds=seconds))
        uses.write_noted()


def test_a_process_that_read_too_early_does_not_write_again(token: Token) -> None:
    Token.objects.filter(pk=token.pk).update(last_used_at=NOW)

    uses.note(token, now=NOW + timedelta(seconds=5))
    uses.write_noted()

    assert last_use(token) == NOW


def test_requests_without_a_token_write_nothing(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        uses.write_noted()


def test_writing_is_part_of_the_end_of_each_request() -> None:
    assert uses.write_noted in [receiver() for _key, receiver, *_rest in request_finished.receivers]
