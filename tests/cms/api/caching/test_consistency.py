import json
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction

from cms.api.caching.front_door import FrontDoor
from cms.api.http.endpoint import respond
from cms.wsgi import django
from publications.models import StatementPage
from tests.cms.api.caching.moving import FACT, QUERY, facts
from tests.factories.site import make_site, make_statement

pytestmark = pytest.mark.django_db(transaction=True)
MOVES = 25


@pytest.fixture
def door() -> Iterator[FrontDoor]:
    door = FrontDoor(django, respond=respond)
    yield door
    door.close()


@pytest.fixture
def pages() -> list[StatementPage]:
    statements = make_site().statements
    return [make_statement(statements, title=title, slug=title.lower()) for title in ("Erste", "Zweite")]


def read(door: FrontDoor) -> list[list[int]]:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/graphql/",
        "QUERY_STRING": urlencode({"query": QUERY}),
        "SERVER_NAME": "www.example.org",
        "SERVER_PORT": "443",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "https",
    }
    sent: list[Any] = []
    content = b"".join(door(environ, lambda *parts: sent.extend(parts)))
    assert sent[0] == "200 OK", content
    return facts(json.loads(content), writer="0")


def test_no_answer_is_stale_or_of_two_states(door: FrontDoor, pages: list[StatementPage]) -> None:
    """Writers and readers in threads; test_consistency_stack.py does the same with servers."""

    def keep_reading() -> list[list[list[int]]]:
        found = []
        while not written.done():
            found.append(read(door))
        connection.close()
        return found

    def move() -> None:
        for number in range(1, MOVES + 1):
            with transaction.atomic():
                for index, page in enumerate(pages):
                    title = f"{FACT} 0 {number}" if index == number % 2 else "Ohne"
                    StatementPage.objects.filter(pk=page.pk).update(title=title)
            assert read(door) == [[number], [number]]
        connection.close()

    with ThreadPoolExecutor(2) as threads:
        written: Future[None] = threads.submit(move)
        reader = threads.submit(keep_reading)
        written.result(timeout=120)
        seen = reader.result(timeout=30)

    assert seen
    assert [answer for answer in seen if answer[0] != answer[1] or len(answer[0]) > 1] == []
