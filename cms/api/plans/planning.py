import logging
from collections.abc import Mapping
from typing import Any

from django.db import OperationalError
from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode
from graphql.execution.values import get_variable_values
from graphql.language import Visitor, visit

from cms import epoch
from cms.api.caching.consistency import one_state
from cms.api.context import Context
from cms.api.plans.errors import ContentChangedError, UnplannedError
from cms.api.plans.ordinary import Execute
from cms.api.plans.plan import Data, Plan
from cms.api.plans.records import is_unread

logger = logging.getLogger(__name__)

Key = tuple[int, tuple[tuple[str, Any], ...]]
# Of one document: its operations, each with what @skip and @include leave of it.
MAXIMUM_PLANS = 8
ATTEMPTS = 3


class _Conditions(Visitor):
    """Finds the variables that decide which fields are selected."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: Any, *_: Any) -> None:
        if node.name.value in {"skip", "include"}:
            self.names |= {each.value.name.value for each in node.arguments if each.value.kind == "variable"}


class Planning:
    """The plans of one document, made when they are first asked for."""

    def __init__(self, document: DocumentNode, schema: GraphQLSchema) -> None:
        self.document, self.schema = document, schema
        found = _Conditions()
        visit(document, found)
        self._conditions = sorted(found.names)
        self._plans: dict[Key, Plan | None] = {}

    def data(
        self, operation: OperationDefinitionNode, *, context: Context, variables: Mapping[str, Any], execute: Execute
    ) -> Data:
        """Return what an operation asks for. Raises UnplannedError where only graphql-core's executor knows."""
        if not context.perspective.is_published:
            raise UnplannedError(context.perspective)
        given = get_variable_values(self.schema, operation.variable_definitions or (), dict(variables), max_errors=1)
        if isinstance(given, list):
            raise UnplannedError(given)
        plan = self._plan(operation, {name: given[name] for name in self._conditions if name in given})
        try:
            return _answered(plan, context, given, execute)
        except OperationalError:
            raise
        except Exception as error:
            # Nobody has checked at which epoch this was.
            context.forget()
            if not (isinstance(error, UnplannedError | GraphQLError) or is_unread(error)):
                # A plan is a shortcut; where it is mistaken, readers are still answered, and we are told.
                logger.exception("A plan failed, and the executor answers instead")
            raise UnplannedError(error) from error

    def _plan(self, operation: OperationDefinitionNode, conditions: dict[str, Any]) -> Plan:
        key = (id(operation), tuple(conditions.items()))
        if key not in self._plans:
            if len(self._plans) >= MAXIMUM_PLANS:
                self._plans.clear()
            self._plans[key] = self._made(operation, conditions)
        plan = self._plans[key]
        if plan is None:
            raise UnplannedError(operation)
        return plan

    def _made(self, operation: OperationDefinitionNode, conditions: dict[str, Any]) -> Plan | None:
        try:
            return Plan.of(operation, document=self.document, schema=self.schema, conditions=conditions)
        except UnplannedError:
            return None


def _answered(plan: Plan, context: Context, variables: Mapping[str, Any], execute: Execute) -> Data:
    """Ask until nothing changes meanwhile, and at last in a transaction that does not see what changes."""
    assumed = epoch.latest()
    if plan.is_checked and assumed is not None:
        # Every statement tells the epoch, so that nobody needs to ask for it first.
        context.__dict__.setdefault("epoch", assumed)
    for _attempt in range(ATTEMPTS):
        try:
            return plan.data(context, variables, execute)
        except ContentChangedError:
            context.forget()
    with one_state():
        context.forget()
        return plan.data(context, variables, execute)
