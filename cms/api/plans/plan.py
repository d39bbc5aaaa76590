from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from django.db import connection
from graphql import DocumentNode, FieldNode, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode, OperationType

from cms.api.context import Context
from cms.api.plans.answers import Planned
from cms.api.plans.errors import UnplannedError
from cms.api.plans.reading import Reading, is_read
from cms.api.plans.roots import Result
from cms.api.plans.selections import Fields, Selections
from cms.api.plans.shape import Request, Shape, Shaper
from cms.api.state import SiteState

# Restrictions and languages seldom change; a few ways of seeing are kept compiled.
MAXIMUM_READINGS = 4
# Root fields that are resolved from what is remembered of the site, and read nothing.
FROM_STATE = {"site"}


@dataclass(kw_only=True)
class Plan:
    """A query that has been understood: which statements it takes, and how their rows become the answer."""

    schema: GraphQLSchema
    query: GraphQLObjectType
    selections: Selections
    fields: Fields
    _readings: dict[Any, Reading] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        operation: OperationDefinitionNode,
        *,
        document: DocumentNode,
        schema: GraphQLSchema,
        conditions: dict[str, Any],
    ) -> Self:
        """Raises UnplannedError where only the executor of graphql-core knows the answer."""
        query = schema.query_type
        if operation.operation is not OperationType.QUERY or query is None:
            raise UnplannedError(operation.operation)
        selections = Selections.in_document(document, schema=schema, conditions=conditions)
        return cls(schema=schema, query=query, selections=selections, fields=selections.at_root(query, operation))

    def __post_init__(self) -> None:
        # What cannot be shaped need not be read.
        self.shapes = {key: self._shape(nodes) for key, nodes in self.fields.items()}
        self.arguments = {key: self._arguments(nodes[0]) for key, nodes in self.fields.items()}

    def data(self, context: Context, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the query asks for. Raises ContentChangedError when it has to be asked anew."""
        planned = Planned.of(context)
        request = Request(context=planned, variables=variables)
        reading = self._reading(planned.state)
        sent = {key: self.arguments[key](request) for key in reading.roots}
        results = reading.results(planned, sent)
        return {key: shape(_entered(results.get(key), planned), request) for key, shape in self.shapes.items()}

    def _reading(self, state: SiteState) -> Reading:
        key = (state.restrictions, tuple(state.locales), connection.vendor)
        if key not in self._readings:
            if len(self._readings) >= MAXIMUM_READINGS:
                self._readings.clear()
            self._readings[key] = Reading.of(self.fields, schema=self.schema, selections=self.selections, state=state)
        return self._readings[key]

    def _arguments(self, node: FieldNode) -> Callable[[Request], dict[str, Any]]:
        known = self.query.fields.get(node.name.value)
        sent = self._shaper.arguments(known, node) if known else None
        return sent or (lambda _request: {})

    @cached_property
    def _shaper(self) -> Shaper:
        return Shaper(self.schema, self.selections)

    def _shape(self, nodes: list[FieldNode]) -> Shape:
        name = nodes[0].name.value
        if name == "__typename":
            return lambda _value, _request: self.query.name
        if name not in self.query.fields or not (name in FROM_STATE or is_read(name, self.query)):
            raise UnplannedError(name)
        known = self.query.fields[name]
        complete = self._shaper.completer(known.type, nodes)
        if name not in FROM_STATE:
            return complete
        resolve = self._shaper.resolver(self.query, known, nodes[0])
        return lambda _value, request: complete(resolve(None, request), request)


def _entered(result: Result | None, context: Planned) -> Any:
    """Return the value of a root field; what is resolved from now on follows its language."""
    if result is None:
        return None
    context.language = result.language or context.language
    return result.value
