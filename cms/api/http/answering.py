from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from graphql import GraphQLError, OperationDefinitionNode, OperationType

from cms.api.context import Context
from cms.api.execution import Answer, run
from cms.api.http.errors import MethodError, RequestError
from cms.api.http.policy import IntrospectionError, may_introspect, without_suggestions
from cms.api.limits import Deadline, LimitError, limit
from cms.api.parsing import Parsed, coded, parsed
from cms.api.tokens import Caller


class TimeoutExceededError(RequestError):
    """The deadline was missed; the answer is no fault of the request's form, so the status says to try again."""

    def __init__(self) -> None:
        error = LimitError(name="seconds")
        super().__init__(error.message, code="TIMEOUT", status=503)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A document with what it is asked with."""

    text: str
    operation_name: str | None
    variables: Mapping[str, Any]
    # GET and HEAD change nothing, so they may run queries alone.
    is_reading: bool

    @property
    def is_query(self) -> bool:
        operation = parsed(self.text).operation(self.operation_name)
        return operation is not None and operation.operation is OperationType.QUERY


def answer(question: Question, *, caller: Caller, context: Context) -> tuple[Answer, dict[str, Any]]:
    """Return the answer with the extensions of its response. Raises RequestError or LimitError."""
    checked = parsed(question.text)
    found = _answer(question, checked, caller=caller, context=context)
    if not may_introspect(caller):
        found = without_suggestions(found)
    return found, _extensions(question, checked, caller=caller)


def _answer(question: Question, checked: Parsed, *, caller: Caller, context: Context) -> Answer:
    operation = checked.operation(question.operation_name)
    if question.is_reading and operation is not None and operation.operation is not OperationType.QUERY:
        message = "Only queries may be sent by GET."
        raise MethodError(message, allowed=("POST",))
    if checked.introspects and not may_introspect(caller):
        raise IntrospectionError
    if checked.errors or operation is None:
        return _run(question, context)
    try:
        _check_cost(checked, operation, question.variables)
    except LimitError as error:
        return Answer(data=None, errors=(error,), was_executed=False)
    if operation.operation is not OperationType.QUERY:
        # What a mutation began, it finishes.
        return _run(question, context)
    return _run_in_time(question, context)


def _check_cost(checked: Parsed, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> None:
    cost = checked.prices.of(operation, variables)
    if cost > limit("cost"):
        raise LimitError(name="cost", found=cost, node=operation)


def _run(question: Question, context: Context) -> Answer:
    try:
        return run(question.text, variables=question.variables, operation_name=question.operation_name, context=context)
    except GraphQLError as error:
        # The executor raises what it finds before the first field, such as a variable that is null for @skip(if:).
        return Answer(data=None, errors=(coded(error, "BAD_USER_INPUT"),), was_executed=False)


def _run_in_time(question: Question, context: Context) -> Answer:
    with Deadline(limit("seconds")) as deadline:
        try:
            found = _run(question, context)
        except DatabaseError as error:
            if deadline.was_missed:
                raise TimeoutExceededError from error
            raise
    if deadline.was_missed:
        raise TimeoutExceededError
    return found


def _extensions(question: Question, checked: Parsed, *, caller: Caller) -> dict[str, Any]:
    """Tell holders of tokens what the operation cost."""
    operation = checked.operation(question.operation_name)
    if caller.is_anonymous or checked.errors or operation is None:
        return {}
    try:
        requested = checked.prices.of(operation, question.variables)
    except LimitError:
        return {}
    return {"cost": {"requested": requested, "limit": limit("cost")}}
