from collections.abc import Callable
from typing import Any

import pytest

from tests.cms.api.plans.conftest import both
from tests.factories.site import Site, make_event, make_statement

Ask = Callable[..., Any]
PARTS = (
    "totalCount edges { cursor } nodes { __typename } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
)


def asked(arguments: str) -> Any:
    """Ask by the plan, which has to say the same as the executor."""
    answer = both(f"{{ statements({arguments}) {{ {PARTS} }} }}", {})
    assert answer.errors == ()
    assert answer.data is not None
    return answer.data["statements"]


def empty(total: int, *, following: bool = False, before: bool = False) -> dict[str, Any]:
    info = {"hasNextPage": following, "hasPreviousPage": before, "startCursor": None, "endCursor": None}
    return {"totalCount": total, "edges": [], "nodes": [], "pageInfo": info}


@pytest.mark.parametrize("size", ["first: 0", "last: 0"])
def test_a_page_of_none_of_an_empty_list(site: Site, size: str) -> None:
    assert asked(size) == empty(0)


def test_a_page_of_none_says_where_more_is(site: Site) -> None:
    for title in "ABC":
        make_statement(site.statements, title)
    cursor = both("{ statements(first: 3) { edges { cursor } } }", {}).data["statements"]["edges"][1]["cursor"]  # type: ignore[index]  # There are answers.

    assert asked("first: 0") == empty(3, following=True)
    assert asked("last: 0") == empty(3, before=True)
    assert asked(f'first: 0, after: "{cursor}"') == empty(3, following=True, before=True)
    assert asked(f'last: 0, before: "{cursor}"') == empty(3, following=True, before=True)


@pytest.mark.parametrize(
    "parts", ["totalCount", "nodes { title }", "edges { node { title } }", "pageInfo { endCursor }"]
)
def test_whatever_is_asked_of_a_page_of_none_is_planned(
    site: Site, parts: str, caplog: pytest.LogCaptureFixture
) -> None:
    make_statement(site.statements, "A")

    both(f"{{ statements(first: 0) {{ {parts} }} }}", {})

    assert caplog.records == []


def test_no_list_refuses_a_page_of_none(site: Site, ask: Ask) -> None:
    make_event(site.events, "Treffen")
    span = 'between: {start: "2026-11-01T00:00:00Z", end: "2027-01-01T00:00:00Z"}'

    found = ask(f"""{{ occurrences({span}, first: 0) {{ {PARTS} }} topics(first: 0) {{ {PARTS} }}
      pages(first: 0) {{ {PARTS} }} search(query: "Treffen", first: 0) {{ {PARTS} }} }}""")

    assert {name: (each["edges"], each["pageInfo"]["hasNextPage"]) for name, each in found.items()} == {
        "occurrences": ([], True),
        "topics": ([], False),
        "pages": ([], True),
        "search": ([], True),
    }
