import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationType,
    execute_sync,
    get_operation_ast,
    parse,
    validate,
)

from cms.api.context import Context
from cms.api.limits import MAXIMUM_CACHED_CHARACTERS, MAXIMUM_CACHED_DOCUMENTS, MAXIMUM_TOKENS, check_limits
from cms.api.schema import schema

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a document came to. `data` is None when it was refused before it ran."""

    data: dict[str, Any] | None
    errors: tuple[GraphQLError, ...] = ()
    was_executed: bool = True

    def as_json(self) -> dict[str, Any]:
        """Return the response map of the GraphQL specification, section 7.1."""
        body: dict[str, Any] = {}
        if self.errors:
            body["errors"] = [error.formatted for error in self.errors]
        if self.was_executed:
            body["data"] = self.data
        return body


@dataclass(frozen=True, kw_only=True)
class Parsed:
    document: DocumentNode | None
    errors: tuple[GraphQLError, ...]


def parsed(text: str) -> Parsed:
    """Parse and validate a document, once for each text of the usual size."""
    return _remembered(text) if len(text) <= MAXIMUM_CACHED_CHARACTERS else _parse(text)


def _parse(text: str) -> Parsed:
    try:
        document = parse(text, max_tokens=MAXIMUM_TOKENS)
    except GraphQLSyntaxError as error:
        return Parsed(document=None, errors=(error,))
    errors = validate(schema().graphql_schema, document, max_errors=20) or check_limits(document)
    return Parsed(document=document, errors=tuple(errors))


_remembered = lru_cache(maxsize=MAXIMUM_CACHED_DOCUMENTS)(_parse)


def operation_type(text: str, operation_name: str | None) -> OperationType | None:
    document = parsed(text).document
    operation = get_operation_ast(document, operation_name) if document else None
    return operation.operation if operation else None


def run(
    text: str, *, variables: Mapping[str, Any] | None, context: Context, operation_name: str | None = None
) -> Answer:
    checked = parsed(text)
    if checked.document is None or checked.errors:
        return Answer(data=None, errors=checked.errors, was_executed=False)
    if get_operation_ast(checked.document, operation_name) is None:
        return Answer(data=None, errors=(_unknown_operation(operation_name),), was_executed=False)
    result = execute_sync(
        schema().graphql_schema,
        checked.document,
        variable_values=dict(variables or {}),
        operation_name=operation_name,
        context_value=context,
    )
    errors = tuple(_public(result.errors or ()))
    # Variables that do not fit their types are found before execution begins, and then no error has a path.
    was_executed = result.data is not None or any(error.path for error in errors)
    return Answer(data=result.data, errors=errors, was_executed=was_executed)


def _unknown_operation(name: str | None) -> GraphQLError:
    if name is None:
        return GraphQLError("The document has several operations. Say in 'operationName' which one to run.")
    return GraphQLError(f"The document has no operation named '{name}'.")


def _public(errors: Sequence[GraphQLError]) -> list[GraphQLError]:
    """Keep messages meant for the caller; whatever else went wrong stays in the log."""
    return [error if _is_meant_for_caller(error) else _internal(error) for error in errors]


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
