import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
from graphql import DocumentNode, ExecutionContext, FieldNode, GraphQLError, GraphQLObjectType, execute_sync
from graphql.pyutils import Path

from cms.api.caching.shown import NOTING
from cms.api.context import Context
from cms.api.limits import check_deadline
from cms.api.parsing import coded, parsed
from cms.api.plans.errors import UnplannedError
from cms.api.schema import schema

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a document came to."""

    # None when it was refused before it ran, and when a field failed that an answer has to have.
    data: dict[str, Any] | None
    errors: tuple[GraphQLError, ...] = ()
    was_executed: bool = True
    # The state of the content that all of it is known to be of; None where nobody has checked that it is of one.
    epoch: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the response map of the GraphQL specification, section 7.1."""
        body: dict[str, Any] = {}
        if self.errors:
            body["errors"] = [error.formatted for error in self.errors]
        if self.was_executed:
            body["data"] = self.data
        return body

    def as_bytes(self) -> bytes:
        return orjson.dumps(self.as_json())


class TimedExecution(ExecutionContext):
    """Looks at the clock before each field, as an answer about the schema takes long without asking the database."""

    def execute_field(
        self, parent_type: GraphQLObjectType, source: Any, field_nodes: list[FieldNode], path: Path
    ) -> Any:
        check_deadline()
        return super().execute_field(parent_type, source, field_nodes, path)


def run(
    text: str, *, variables: Mapping[str, Any] | None, context: Context, operation_name: str | None = None
) -> Answer:
    checked = parsed(text)
    if checked.document is None or checked.errors:
        return Answer(data=None, errors=checked.errors, was_executed=False)
    operation = checked.operation(operation_name)
    if operation is None:
        return Answer(data=None, errors=(_unknown_operation(operation_name),), was_executed=False)
    execute = partial(executed, variables=variables, operation_name=operation_name)
    try:
        found = checked.planning.data(operation, context=context, variables=variables or {}, execute=execute)
    except UnplannedError:
        return execute(checked.document, context)
    return Answer(data=found.data, errors=tuple(found.errors), epoch=found.epoch)


def executed(
    document: DocumentNode, context: Context, *, variables: Mapping[str, Any] | None, operation_name: str | None
) -> Answer:
    """Answer by the executor of graphql-core, field by field."""
    result = execute_sync(
        schema().graphql_schema,
        document,
        variable_values=dict(variables or {}),
        operation_name=operation_name,
        context_value=context,
        middleware=NOTING,
        execution_context_class=TimedExecution,
    )
    errors = tuple(_public(result.errors or ()))
    # Variables that do not fit their types are found before execution begins, and then no error has a path.
    was_executed = result.data is not None or any(error.path for error in errors)
    return Answer(data=result.data, errors=errors, was_executed=was_executed)


def _unknown_operation(name: str | None) -> GraphQLError:
    message = f"The document has no operation named '{name}'."
    if name is None:
        message = "The document has several operations. Say in 'operationName' which one to run."
    return GraphQLError(message, extensions={"code": "OPERATION_RESOLUTION_FAILURE"})


def _public(errors: Sequence[GraphQLError]) -> list[GraphQLError]:
    """Keep messages meant for the caller; whatever else went wrong stays in the log."""
    return [coded(error, "BAD_USER_INPUT") if _is_meant_for_caller(error) else _internal(error) for error in errors]


def _is_meant_for_caller(error: GraphQLError) -> bool:
    return error.original_error is None or isinstance(error.original_error, GraphQLError)


def _internal(error: GraphQLError) -> GraphQLError:
    logger.error("A resolver failed at %s", error.path, exc_info=error.original_error)
    return GraphQLError(
        "Something went wrong on our side. It has been logged.",
        nodes=error.nodes,
        path=error.path,
        extensions={"code": "INTERNAL"},
    )
