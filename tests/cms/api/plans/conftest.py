from collections.abc import Callable
from typing import Any

import pytest
from graphql import DocumentNode

from cms.api.context import Context
from cms.api.execution import Answer, executed, run
from cms.api.parsing import parsed
from tests.factories.site import NOW

Compare = Callable[..., Answer]


def context() -> Context:
    return Context(base_url="https://www.example.org", now=NOW)


def both(text: str, variables: dict[str, Any]) -> Answer:
    """Ask the plan and graphql-core's executor the same; both must answer with the same bytes."""
    checked, ours, theirs = parsed(text), context(), context()
    assert checked.errors == (), text
    assert checked.document is not None
    expected = executed(checked.document, theirs, variables=variables, operation_name=None)

    found = run(text, variables=variables, context=ours)

    assert found.as_bytes() == expected.as_bytes(), text
    # What the answer shows is noted for caches. Of pages, the executor also reads the one after those that it shows.
    assert {key for key in theirs.keys if not key.startswith("page:")} <= ours.keys, text
    return found


@pytest.fixture
def compare(db: None) -> Compare:
    """Compare plan and executor for a document that is planned as a whole."""

    def refuse(document: DocumentNode, _context: Context) -> Answer:
        raise AssertionError(document)

    def compare(text: str, **variables: Any) -> Answer:
        checked = parsed(text)
        operation = checked.operation(None)
        assert operation is not None, checked.errors
        data, errors, _epoch = checked.planning.data(operation, context=context(), variables=variables, execute=refuse)

        assert Answer(data=data, errors=tuple(errors)).as_bytes() == both(text, variables).as_bytes()
        return Answer(data=data)

    return compare
