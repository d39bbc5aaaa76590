from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol

from graphql import DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLError, OperationDefinitionNode
from graphql.language import SelectionSetNode

from cms import epoch
from cms.api.context import Context
from cms.api.plans.errors import ContentChangedError


class Executed(Protocol):
    """What the executor of graphql-core came to."""

    @property
    def data(self) -> dict[str, Any] | None: ...

    @property
    def errors(self) -> tuple[GraphQLError, ...]: ...


Execute = Callable[[DocumentNode, Context], Executed]


class Ordinary:
    """Answers single root fields of a planned query by the executor of graphql-core, from the same state."""

    def __init__(self, planned: Context, execute: Execute) -> None:
        self._planned, self._execute = planned, execute
        self.errors: list[GraphQLError] = []

    @cached_property
    def _context(self) -> Context:
        return Context.of(self._planned)

    def value(self, key: str, document: DocumentNode) -> dict[str, Any] | None:
        """Return an answer that holds this root field alone; None where an error takes away the whole answer."""
        context = self._context
        context.language = self._planned.language
        executed = self._execute(document, context)
        # What is resolved after it follows its language.
        self._planned.language = context.language
        self.errors += executed.errors
        return executed.data if executed.data is not None and key in executed.data else None

    def check(self) -> None:
        """Raise ContentChangedError where what was executed may be of a later state than what was planned."""
        if "_context" in self.__dict__ and epoch.current() != self._planned.epoch:
            raise ContentChangedError


def field_alone(nodes: list[FieldNode], operation: OperationDefinitionNode, document: DocumentNode) -> DocumentNode:
    """Return a document that asks for one root field of an operation, under the name it has there."""
    fragments = [each for each in document.definitions if isinstance(each, FragmentDefinitionNode)]
    alone = OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        variable_definitions=operation.variable_definitions,
        directives=operation.directives,
        selection_set=SelectionSetNode(selections=tuple(nodes)),
        loc=operation.loc,
    )
    return DocumentNode(definitions=(alone, *fragments), loc=document.loc)
