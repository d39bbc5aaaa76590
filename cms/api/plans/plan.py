from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, NamedTuple, Self

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
)

from cms.api.context import Context
from cms.api.plans.answers import Planned
from cms.api.plans.errors import UnplannedError
from cms.api.plans.ordinary import Execute, Ordinary, field_alone
from cms.api.plans.reading import Reading, is_read
from cms.api.plans.records import is_unread
from cms.api.plans.roots import Result
from cms.api.plans.selections import Fields, Selections
from cms.api.plans.shape import Request, Shape, Shaper
from cms.api.state import SiteState
from cms.database import database

# Restrictions and languages seldom change; a few ways of seeing are kept compiled.
MAXIMUM_READINGS = 4
# Root fields that are resolved from what is remembered of the site, and read nothing.
FROM_STATE = {"site"}


class Data(NamedTuple):
    """What a query came to. An error may take away all of it."""

    data: dict[str, Any] | None
    errors: list[GraphQLError]
    # The state of the content that all of it is known to be of.
    epoch: int | None


@dataclass(kw_only=True)
class Plan:
    """A query that has been understood: which statements it takes, and how their rows become the answer.

    A root field that it does not know, or whose answer turns out to be none that it knows, is left to its ordinary
    resolvers. Below a root field there is no such choice: what is read there are records, which can do no more than the
    fields that were foreseen.
    """

    schema: GraphQLSchema
    query: GraphQLObjectType
    selections: Selections
    fields: Fields
    # Each root field as a document of its own, for the executor of graphql-core.
    documents: Mapping[str, DocumentNode]
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
        fields = selections.at_root(query, operation)
        documents = {key: field_alone(nodes, operation, document) for key, nodes in fields.items()}
        return cls(schema=schema, query=query, selections=selections, fields=fields, documents=documents)

    def __post_init__(self) -> None:
        # What cannot be shaped need not be read.
        self.shapes = {key: shape for key, nodes in self.fields.items() if (shape := self._shape(nodes))}
        self.arguments = {key: self._arguments(nodes[0]) for key, nodes in self.fields.items()}
        known = {key: name for key in self.shapes if (name := self._name(key)) in self.query.fields}
        self.read = {key: self.fields[key] for key, name in known.items() if is_read(name, self.query)}
        if not self.read and len(self.shapes) < len(self.fields):
            raise UnplannedError(*self.fields)

    @property
    def is_checked(self) -> bool:
        """Whether statements run that tell the epoch of what they read."""
        return bool(self.read)

    def data(self, context: Context, variables: Mapping[str, Any], execute: Execute) -> Data:
        """Return what the query asks for. Raises ContentChangedError when it has to be asked anew."""
        planned = Planned.of(context)
        request = Request(context=planned, variables=variables)
        reading = self._reading(planned.state)
        sent = {key: partial(self.arguments[key], request) for key in reading.roots}
        results = reading.results(planned, sent, variables)
        ordinary = Ordinary(planned, execute)
        data: dict[str, Any] = {}
        for key in self.fields:
            try:
                data[key] = self._value(key, results, request)
            except (UnplannedError, GraphQLError):
                value = ordinary.value(key, self.documents[key])
                if value is None:
                    return Data(None, ordinary.errors, None)
                data[key] = value[key]
        ordinary.check()
        return Data(data, ordinary.errors, planned.epoch if self.is_checked else None)

    def _value(self, key: str, results: Mapping[str, Result], request: Request) -> Any:
        if key not in self.shapes or (key in self.read and key not in results):
            raise UnplannedError(key)
        try:
            return self.shapes[key](_entered(results.get(key), request.context), request)
        except AttributeError as error:
            if is_unread(error):
                raise UnplannedError(key) from error
            raise

    def _reading(self, state: SiteState) -> Reading:
        key = (state.restrictions, tuple(state.locales), database().vendor)
        if key not in self._readings:
            if len(self._readings) >= MAXIMUM_READINGS:
                self._readings.clear()
            self._readings[key] = Reading.of(self.read, schema=self.schema, selections=self.selections, state=state)
        return self._readings[key]

    def _arguments(self, node: FieldNode) -> Callable[[Request], dict[str, Any]]:
        known = self.query.fields.get(node.name.value)
        sent = self._shaper.arguments(known, node) if known else None
        return sent or (lambda _request: {})

    @cached_property
    def _shaper(self) -> Shaper:
        return Shaper(self.schema, self.selections)

    def _name(self, key: str) -> str:
        return self.fields[key][0].name.value

    def _shape(self, nodes: list[FieldNode]) -> Shape | None:
        name = nodes[0].name.value
        if name == "__typename":
            return lambda _value, _request: self.query.name
        if name not in self.query.fields or not (name in FROM_STATE or is_read(name, self.query)):
            return None
        known = self.query.fields[name]
        try:
            if name in FROM_STATE:
                return self._shaper.field_shape(self.query, nodes)
            return self._shaper.completer(known.type, nodes)
        except UnplannedError:
            return None


def _entered(result: Result | None, context: Context) -> Any:
    """Return the value of a root field; what is resolved from now on follows its language."""
    if result is None:
        return None
    context.language = result.language or context.language
    return result.value
