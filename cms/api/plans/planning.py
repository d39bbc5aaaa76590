import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode
from graphql.execution.values import get_variable_values
from graphql.language import Visitor, visit

from cms.api.context import Context
from cms.api.plans.errors import UnplannedError
from cms.api.plans.plan import Plan
from cms.api.plans.reading import ContentChangedError

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
        self, operation: OperationDefinitionNode, *, context: Context, variables: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return what an operation asks for. Raises UnplannedError where only graphql-core's executor knows."""
        if not context.perspective.is_published:
            raise UnplannedError(context.perspective)
        given = get_variable_values(self.schema, operation.variable_definitions or (), dict(variables), max_errors=1)
        if isinstance(given, list):
            raise UnplannedError(given)
        plan = self._plan(operation, {name: given[name] for name in self._conditions if name in given})
        try:
            return _answered(plan, context, given)
        except (UnplannedError, OperationalError):
            raise
        except GraphQLError as error:
            # The executor says where in the answer it went wrong, and what becomes null around it.
            raise UnplannedError(error) from error
        except Exception as error:
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


def _answered(plan: Plan, context: Context, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Ask until nothing changes meanwhile, and at last in a transaction that does not see what changes."""
    for _attempt in range(ATTEMPTS):
        try:
            return plan.data(context, variables)
        except ContentChangedError:
            context.forget()
    with _unchanging():
        context.forget()
        return plan.data(context, variables)


@contextmanager
def _unchanging() -> Iterator[None]:
    with transaction.atomic():
        # Within a transaction that has begun before, its own changes are all that can be seen to change.
        if connection.vendor == "postgresql" and len(connection.atomic_blocks) == 1:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
