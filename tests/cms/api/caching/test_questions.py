import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from wagtail.models import Page

from cms.api.caching.front_door import FrontDoor
from cms.api.caching.questions import Known, Questions
from cms.api.execution import Answer
from cms.api.http.answering import Question
from cms.api.http.endpoint import respond
from cms.api.plans.readers import readers
from cms.epoch import current
from cms.wsgi import django
from publications.models import StatementPage
from tests.cms.api.caching.test_front_door import QUERY, Reader, titles
from tests.factories.site import make_site, make_statement

# Within a transaction every request is read as if nobody had sent it before.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reader() -> Iterator[Reader]:
    make_statement(make_site().statements)
    door = FrontDoor(django, respond=respond)
    yield Reader(door=door)
    door.close()
    readers.close()


def changed(title: str) -> None:
    Page.objects.filter(pk__in=StatementPage.objects.values("pk")).update(title=title)


def test_a_request_that_is_known_is_not_read_again(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    first = reader.post()
    changed("Anders")
    monkeypatch.setattr("cms.api.http.endpoint.read", None)
    second = reader.post()

    assert titles(first) != titles(second) == ["Anders"]
    changing = {"ETag", "Content-Length"}
    assert {name: first.headers[name] for name in first.headers.keys() - changing} == {
        name: second.headers[name] for name in second.headers.keys() - changing
    }


def test_it_is_counted_like_any_other(reader: Reader, settings: Any) -> None:
    cache.clear()
    settings.API_RATE_LIMIT = 2
    found = []
    for title in ("Eins", "Zwei", "Drei"):
        changed(title)
        found.append(reader.post())

    assert [response.status for response in found] == [200, 200, 429]
    assert "Retry-After" in found[-1].headers


def test_what_goes_wrong_is_told_as_ever(reader: Reader, settings: Any) -> None:
    before = reader.post()
    changed("Anders")
    settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS | {"seconds": -1}
    late = reader.post()
    settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS | {"seconds": 10}

    assert (before.status, late.status) == (200, 503)
    assert json.loads(late.content)["errors"][0]["extensions"]["code"] == "TIMEOUT"
    assert titles(reader.post()) == ["Anders"]


def test_what_plans_do_not_answer_is_read_again(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    reader.post()
    changed("Anders")
    asked = []

    def unplanned(*_: Any, **__: Any) -> Answer:
        asked.append(current())
        return Answer(data={"statements": {"nodes": [{"title": "Vom Executor"}]}})

    monkeypatch.setattr("cms.api.http.answering.run", unplanned)

    assert titles(reader.post()) == ["Vom Executor"]
    assert len(asked) == 2


def test_those_asked_longest_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.api.caching.questions.MAXIMUM_QUESTIONS", 2)
    question = Question(text=QUERY, operation_name=None, variables={}, is_reading=True)
    questions, known = Questions(), Known(question=question, headers={})
    for key in (b"1", b"2"):
        questions.put(key, known)
    questions.get(b"1")
    questions.put(b"3", known)

    assert [key for key in (b"1", b"2", b"3") if questions.get(key)] == [b"1", b"3"]
