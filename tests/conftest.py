import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from wagtail.models import Collection

from cms.api.context import Context
from cms.api.execution import run
from cms.api.plans.readers import readers
from tests.factories.remembered import remembered
from tests.factories.site import NOW, Site, make_site

# Playwright keeps an event loop running in the thread of the tests, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# A run says the same each time, whatever else the machine does. HYPOTHESIS_PROFILE=default draws anew.
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

pytest_plugins = ["tests.browser", "tests.choosing", "tests.mailbox", "tests.together"]

ExpectFile = Callable[[Path, bytes], None]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """PostgreSQL drops no database that somebody is connected to."""
    yield
    readers.close()


@pytest.fixture
def expect_file() -> ExpectFile:
    """Compare an artefact with the one in git, or write it anew under UPDATE_EXPECTED=1 (make expected)."""

    def expect(path: Path, actual: bytes) -> None:
        if os.environ.get("UPDATE_EXPECTED"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(actual)
        assert path.exists(), f"{path} does not exist yet. Make it with: make expected"
        assert actual.decode() == path.read_bytes().decode()

    return expect


@pytest.fixture(autouse=True)
def _root_of_collections(request: pytest.FixtureRequest) -> None:
    """Give back what migrations had made and tests that empty the database took away, in whatever order they run."""
    if request.node.get_closest_marker("django_db") or "db" in request.fixturenames:
        request.getfixturevalue("db")
        if Collection.get_first_root_node() is None:
            Collection.add_root(name="Root")


@pytest.fixture
def site(db: None) -> Site:
    return remembered(make_site)


@pytest.fixture
def ask(db: None) -> Callable[..., Any]:
    """Run a document as an anonymous reader would; errors fail the test."""

    def ask(document: str, *, now: datetime = NOW, **variables: Any) -> Any:
        context = Context(base_url="https://www.example.org", now=now)
        answer = run(document, variables=variables, context=context)
        assert answer.errors == ()
        return answer.data

    return ask
