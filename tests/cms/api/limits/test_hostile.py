import pytest
from graphql import GraphQLError

from cms.api.limits import LimitError, limit
from cms.api.parsing import parse_anew
from tests.cms.api.limits.hostile import HOSTILE, Hostile


def refusals(hostile: Hostile) -> list[GraphQLError]:
    """Check a document as the endpoint does before it runs one."""
    checked = parse_anew(hostile.text)
    operation = checked.operation(None)
    if checked.errors or operation is None:
        return list(checked.errors)
    try:
        cost = checked.prices.of(operation, hostile.variables)
    except LimitError as error:
        return [error]
    return [LimitError(name="cost", found=cost)] if cost > limit("cost") else []


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_document_is_refused_before_it_runs(hostile: Hostile) -> None:
    first = refusals(hostile)[0]

    assert (first.extensions or {})["code"] == hostile.code


def test_refusals_stay_short() -> None:
    assert max(len(error.message) for hostile in HOSTILE for error in refusals(hostile)) < 1000
