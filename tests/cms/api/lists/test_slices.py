from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.api.context import Context
from cms.api.execution import run
from publications.models import StatementPage, Topic
from tests.factories.site import NOW, Site, make_statement, make_topic

STATEMENTS = """query ($first: Int, $after: String, $last: Int, $before: String, $order: StatementPageOrder) {
  statements(first: $first, after: $after, last: $last, before: $before, orderBy: $order) {
    totalCount
    edges { cursor node { title } }
    nodes { title }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""
ORDERS = [
    f"{name}_{direction}"
    for name in ("DATE", "TITLE", "FIRST_PUBLISHED_AT", "UPDATED_AT")
    for direction in ("ASC", "DESC")
]
COUNT = 9

Ask = Callable[..., Any]
Rows = list[tuple[date, datetime | None, str]]
Way = dict[str, Any]


@pytest.fixture
def statements(site: Site) -> list[StatementPage]:
    return [make_statement(site.statements, f"Nr. {number}") for number in range(COUNT)]


@contextmanager
def undone() -> Iterator[None]:
    """Take back what an example of hypothesis stored; the next one shares the database of the test."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def slice_of(ask: Ask, **variables: Any) -> Any:
    return ask(STATEMENTS, **variables)["statements"]


def titles(found: Any) -> list[str]:
    return [node["title"] for node in found["nodes"]]


def walk(
    ask: Ask, *, order: str, size: int, backwards: bool = False, between: Callable[[], object] = lambda: None
) -> list[str]:
    """Return the titles of a whole list, slice by slice, with something happening between the slices."""
    names = ("last", "before", "hasPreviousPage", "startCursor") if backwards else ()
    number, cursor, has_more, end = names or ("first", "after", "hasNextPage", "endCursor")
    found: list[str] = []
    place = None
    while True:
        part = slice_of(ask, **{number: size, cursor: place, "order": order})
        found = titles(part) + found if backwards else found + titles(part)
        if not part["pageInfo"][has_more]:
            return found
        place = part["pageInfo"][end]
        between()


DAYS = st.integers(min_value=0, max_value=2).map(lambda number: date(2026, 11, 1 + number))
MOMENTS = st.none() | st.integers(min_value=0, max_value=2).map(lambda hour: datetime(2026, 11, 1, hour, tzinfo=UTC))
WAYS = st.fixed_dictionaries({"size": st.integers(min_value=1, max_value=4), "backwards": st.booleans()})
ROWS = st.lists(st.tuples(DAYS, MOMENTS, st.sampled_from("abc")), min_size=COUNT, max_size=COUNT)


def store(statements: list[StatementPage], rows: Rows) -> None:
    for statement, (day, moment, letter) in zip(statements, rows, strict=True):
        moments = {"first_published_at": moment, "last_published_at": moment}
        StatementPage.objects.filter(pk=statement.pk).update(date=day, title=f"{letter}{statement.pk}", **moments)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, order=st.sampled_from(ORDERS), size=st.integers(min_value=1, max_value=5))
def test_walking_forwards_is_walking_backwards_is_the_list(
    statements: list[StatementPage], ask: Ask, rows: Rows, order: str, size: int
) -> None:
    with undone():
        store(statements, rows)

        whole = titles(slice_of(ask, first=100, order=order))

        assert len(whole) == COUNT
        assert walk(ask, order=order, size=size) == whole
        assert walk(ask, order=order, size=size, backwards=True) == whole


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, order=st.sampled_from(ORDERS), way=WAYS, inserted=DAYS)
def test_what_is_inserted_meanwhile_moves_nothing(
    statements: list[StatementPage], ask: Ask, rows: Rows, order: str, way: Way, inserted: date
) -> None:
    with undone():
        store(statements, rows)
        whole = titles(slice_of(ask, first=100, order=order))
        # Each could come last, and then there would always be one more.
        inserts = iter([statements[0].get_parent()] * 2)

        def insert() -> None:
            for index in islice(inserts, 1):
                make_statement(index, "zuletzt", date=inserted)

        found = walk(ask, order=order, **way, between=insert)

        assert [title for title in found if title != "zuletzt"] == whole


def test_what_is_deleted_meanwhile_moves_nothing(statements: list[StatementPage], ask: Ask) -> None:
    first = slice_of(ask, first=4, order="TITLE_ASC")

    statements[3].delete()

    rest = slice_of(ask, after=first["pageInfo"]["endCursor"], order="TITLE_ASC")
    assert titles(rest) == ["Nr. 4", "Nr. 5", "Nr. 6", "Nr. 7", "Nr. 8"]


def test_a_slice_between_two_cursors(statements: list[StatementPage], ask: Ask) -> None:
    cursors = [edge["cursor"] for edge in slice_of(ask, order="TITLE_ASC")["edges"]]

    found = slice_of(ask, after=cursors[1], before=cursors[5], last=2, order="TITLE_ASC")

    assert titles(found) == ["Nr. 3", "Nr. 4"]
    assert found["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": True,
        "startCursor": cursors[3],
        "endCursor": cursors[4],
    }
    assert found["totalCount"] == COUNT


def test_an_empty_list_has_no_cursors(site: Site, ask: Ask) -> None:
    info = {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None}

    assert slice_of(ask) == {"totalCount": 0, "edges": [], "nodes": [], "pageInfo": info}


def test_what_has_the_same_value_comes_by_id(site: Site, ask: Ask) -> None:
    for number in range(3):
        make_topic(name="Frieden", slug=f"frieden-{number}")
    document = "query ($after: String) { topics(first: 1, after: $after) { nodes { slug } pageInfo { endCursor } } }"

    first = ask(document)["topics"]
    second = ask(document, after=first["pageInfo"]["endCursor"])["topics"]

    assert [first["nodes"], second["nodes"]] == [[{"slug": "frieden-0"}], [{"slug": "frieden-1"}]]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("first: -1", "BAD_PAGE_SIZE"),
        ("first: 101", "BAD_PAGE_SIZE"),
        ("last: -1", "BAD_PAGE_SIZE"),
        ("last: 101", "BAD_PAGE_SIZE"),
        ("first: 1, last: 1", "BAD_PAGE_SIZE"),
        ('after: ""', "BAD_CURSOR"),
        ('before: "nonsense"', "BAD_CURSOR"),
        ("fallback: [en]", "BAD_ARGUMENT"),
    ],
)
def test_what_no_list_can_answer_is_refused(db: None, arguments: str, code: str) -> None:
    for name in ("statements", "events", "topics", "newsletterIssues"):
        answer = run(f"{{ {name}({arguments}) {{ totalCount }} }}", variables={}, context=Context(base_url="", now=NOW))

        assert [(error.extensions or {}).get("code") for error in answer.errors] == [code]


def test_a_cursor_of_another_list_or_order_is_refused(statements: list[StatementPage], ask: Ask) -> None:
    cursor = slice_of(ask, first=1, order="TITLE_ASC")["pageInfo"]["endCursor"]

    for arguments in (f'after: "{cursor}"', f'after: "{cursor}", orderBy: TITLE_DESC'):
        answer = run(
            f"{{ statements({arguments}) {{ totalCount }} }}", variables={}, context=Context(base_url="", now=NOW)
        )
        assert [(error.extensions or {}).get("code") for error in answer.errors] == ["BAD_CURSOR"]


def test_the_whole_is_counted_only_when_asked(statements: list[StatementPage], ask: Ask) -> None:
    counted = []
    for selection in ("nodes { title }", "totalCount nodes { title }"):
        with CaptureQueriesContext(connection) as asked:
            ask(f"{{ statements {{ {selection} }} }}")
        counted.append(any("COUNT(" in statement["sql"] for statement in asked))

    assert counted == [False, True]


def test_lists_of_snippets_go_by_name(db: None, ask: Ask) -> None:
    german = make_topic(name="Zoll", slug="zoll").locale
    Topic.objects.create(name="Arbeit", slug="arbeit", locale=german)

    answer = ask("{ topics { nodes { name } } back: topics(orderBy: NAME_DESC) { nodes { name } } }")

    assert [node["name"] for node in answer["topics"]["nodes"]] == ["Arbeit", "Zoll"]
    assert [node["name"] for node in answer["back"]["nodes"]] == ["Zoll", "Arbeit"]
