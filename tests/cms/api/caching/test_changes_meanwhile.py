import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection

from cms.api.caching.front_door import FrontDoor
from cms.api.global_ids import GlobalID
from cms.api.http.endpoint import respond
from cms.wsgi import django
from publications.models import StatementPage
from tests.factories.site import make_site, make_statement

pytestmark = pytest.mark.django_db(transaction=True)

# More statements than any of the queries takes, each of which is disturbed once.
MOST_STATEMENTS = 12
LIST = "statements(locale: de) { nodes { title } }"
PAGE = """
route(path: "/stellungnahmen/erste/") {
  ... on PageRoute { page { title body { ... on LinkedPageBlock { linked: page { title } } } } }
}
"""
QUERIES = {
    "planned list": f"a: {LIST} b: {LIST}",
    "planned page": PAGE,
    "planned page and list": f"{PAGE} {LIST}",
    "executed": "NODES",
    "planned and executed": f"{LIST} NODES",
}


@dataclass(kw_only=True)
class State:
    """All statements have one title, and all of them get another at once."""

    pages: list[StatementPage]
    number: int = 0

    def change(self) -> None:
        self.number += 1
        keys = [page.pk for page in self.pages]
        StatementPage.objects.filter(pk__in=keys).update(title=f"Stand {self.number}")

    def change_elsewhere(self) -> None:
        """Change it through another connection, and return when that is committed."""

        def run() -> None:
            self.change()
            connection.close()

        with ThreadPoolExecutor(1) as thread:
            thread.submit(run).result(timeout=60)


@dataclass(kw_only=True)
class Disturbance:
    """Changes the content before the statements of a request that it is told, counted from one."""

    state: State
    at: Callable[[int], bool]
    seen: int = 0
    changes: int = field(default=0)

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        self.seen += 1
        # SQLite lets nobody write while one transaction reads.
        if self.at(self.seen) and not (connection.vendor == "sqlite" and connection.in_atomic_block):
            self.changes += 1
            self.state.change_elsewhere()
        return execute(*statement)


@pytest.fixture
def door() -> Iterator[FrontDoor]:
    door = FrontDoor(django, respond=respond)
    yield door
    door.close()


@pytest.fixture
def state() -> State:
    parent = make_site().statements
    last = make_statement(parent, title="Zweite", slug="zweite")
    first = make_statement(parent, title="Erste", slug="erste", body=[("linked_page", {"page": last})])
    return State(pages=[first, last])


def numbers(door: FrontDoor, query: str) -> list[int]:
    """Return the numbers of all states that an answer shows."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/graphql/",
        "QUERY_STRING": urlencode({"query": f"{{ {query} }}"}),
        "SERVER_NAME": "www.example.org",
        "SERVER_PORT": "443",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "https",
    }
    sent: list[Any] = []
    content = b"".join(door(environ, lambda *parts: sent.extend(parts))).decode()
    assert sent[0] == "200 OK", content
    assert "errors" not in content
    return [int(number) for number in re.findall(r"Stand (\d+)", content)]


def asked(name: str, state: State) -> str:
    nodes = (
        f'n{page.pk}: node(id: "{GlobalID.of(page)}") {{ ... on StatementPage {{ title }} }}' for page in state.pages
    )
    return QUERIES[name].replace("NODES", " ".join(nodes))


@pytest.mark.parametrize("name", QUERIES)
def test_an_answer_is_of_one_state_whenever_it_changes(door: FrontDoor, state: State, name: str) -> None:
    changes = 0
    for place in range(1, MOST_STATEMENTS):
        state.change()
        before = state.number
        disturbance = Disturbance(state=state, at=place.__eq__)

        with connection.execute_wrapper(disturbance):
            found = numbers(door, asked(name, state))

        assert len(found) > 1
        assert found in ([before] * len(found), [state.number] * len(found))
        # What was kept is of the state that is asked for now.
        assert set(numbers(door, asked(name, state))) == {state.number}
        changes += disturbance.changes

    assert changes > 0


@pytest.mark.parametrize("name", QUERIES)
def test_an_answer_is_of_one_state_though_it_changes_all_the_time(door: FrontDoor, state: State, name: str) -> None:
    state.change()
    disturbance = Disturbance(state=state, at=lambda _place: True)

    with connection.execute_wrapper(disturbance):
        found = numbers(door, asked(name, state))

    assert disturbance.changes > 1
    assert len(set(found)) == 1
    assert set(numbers(door, asked(name, state))) == {state.number}
