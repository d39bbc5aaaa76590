from typing import Any

import pytest

from cms.api.context import Context
from cms.api.execution import run
from tests.factories.site import NOW

WHERE = "query ($where: StatementPageWhere) { statements(where: $where) { totalCount } }"

Where = dict[str, Any]


def refusals(where: Where) -> list[Any]:
    answer = run(WHERE, variables={"where": where}, context=Context(base_url="", now=NOW))
    return [(error.extensions or {}).get("code") for error in answer.errors]


def nested(levels: int) -> Where:
    where: Where = {"title": {"eq": "a"}}
    for _level in range(levels):
        where = {"not": where}
    return where


@pytest.mark.parametrize(
    ("where", "code"),
    [
        (nested(8), "FILTER_TOO_DEEP"),
        (nested(40), "FILTER_TOO_DEEP"),
        ({"title": {"in": ["a"] * 101}}, "FILTER_TOO_LARGE"),
        ({"or": [{"title": {"eq": "a"}}] * 60}, "FILTER_TOO_LARGE"),
        ({"title": {"contains": "a" * 501}}, "FILTER_TOO_LARGE"),
        ({"title": {"contains": "\0"}}, "BAD_FILTER"),
        ({"title": {"in": ["\ud800"]}}, "BAD_FILTER"),
        ({"title": {"eq": None}}, "BAD_FILTER"),
        ({"title": None}, "BAD_FILTER"),
        ({"and": None}, "BAD_FILTER"),
        ({"series": {"is": None}}, "BAD_FILTER"),
        ({"firstPublishedAt": {"lt": "0001-01-01T00:00:00+14:00"}}, "BAD_ARGUMENT"),
    ],
)
def test_a_filter_that_cannot_be_answered_is_refused(db: None, where: Where, code: str) -> None:
    assert refusals(where) == [code]


def test_a_filter_as_large_as_allowed_is_answered(db: None) -> None:
    assert refusals({"title": {"in": [f"{number}" for number in range(100)]}}) == []
    assert refusals({"or": [{"title": {"eq": "a"}}] * 50}) == []
    assert refusals(nested(7)) == []
