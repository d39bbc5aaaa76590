import logging
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries

from cms.api.caching.front_door import FrontDoor
from cms.api.caching.shared import release
from cms.api.http.endpoint import respond
from cms.wsgi import django
from publications.models import StatementPage
from tests.cms.api.caching.test_front_door import Reader, titles
from tests.factories.site import make_site, make_statement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def doors(settings: LazySettings) -> Iterator[list[Reader]]:
    """Two processes that share a cache. The cache in memory stands for Redis."""
    settings.REDIS_URL = "redis://shared"
    cache.clear()
    make_statement(make_site().statements)
    readers = [Reader(door=FrontDoor(django, respond=respond)) for _ in range(2)]
    yield readers
    for reader in readers:
        reader.door.close()


def test_a_process_takes_what_another_has_made(
    doors: list[Reader], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = doors[0].get()

    # The epoch is read on a connection of its own.
    with django_assert_num_queries(0):
        second = doors[1].get()

    assert second == first
    assert titles(second)


def test_a_change_is_seen_by_every_process(doors: list[Reader]) -> None:
    for door in doors:
        door.get()
    StatementPage.objects.update(title="Anders")

    assert [titles(door.get()) for door in doors] == [["Anders"], ["Anders"]]


def test_a_shared_cache_that_is_gone_costs_no_answer(
    doors: list[Reader], settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.API_RATE_LIMIT = 0
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1/0"}}

    with caplog.at_level(logging.ERROR):
        assert titles(doors[0].get())

    assert "The shared cache does not answer" in caplog.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GRAPHQL_DOCUMENTS", "trusted"),
        ("GRAPHQL_INTROSPECTION", "off"),
        ("GRAPHQL_LIMITS", {"cost": 1}),
        ("GRAPHQL_CORS_ORIGINS", ["https://www.example.com"]),
        ("MEDIA_URL", "https://media.example.org/"),
        ("SECURE_HSTS_SECONDS", 1),
    ],
)
def test_what_was_kept_before_a_setting_changed_is_not_shown_after_it(
    settings: LazySettings, name: str, value: object
) -> None:
    release.cache_clear()
    before = release()
    setattr(settings, name, value)
    release.cache_clear()

    after = release()

    release.cache_clear()
    assert after != before
