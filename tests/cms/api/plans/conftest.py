import json
from collections.abc import Callable
from typing import Any

import pytest
from graphql import execute_sync

from cms.api.context import Context
from cms.api.parsing import parsed
from cms.api.schema import schema
from tests.factories.site import NOW

Compare = Callable[..., None]


def context() -> Context:
    return Context(base_url="https://www.example.org", now=NOW)


@pytest.fixture
def compare(db: None) -> Compare:
    """Ask the plan and graphql-core's executor the same; both must answer with the same bytes."""

    def compare(text: str, **variables: Any) -> None:
        checked = parsed(text)
        operation = checked.operation(None)
        assert not checked.errors
        assert checked.document is not None
        assert operation is not None
        expected = execute_sync(
            schema().graphql_schema, checked.document, variable_values=variables, context_value=context()
        )

        data = checked.planning.data(operation, context=context(), variables=variables)

        assert expected.errors is None
        assert json.dumps(data, default=str) == json.dumps(expected.data, default=str)

    return compare
