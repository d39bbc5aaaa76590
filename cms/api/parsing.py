from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import cast

from graphql import (
    DocumentNode,
    ExecutableDefinitionsRule,
    FieldNode,
    GraphQLError,
    GraphQLSyntaxError,
    KnownFragmentNamesRule,
    Node,
    NoFragmentCyclesRule,
    OperationDefinitionNode,
    UniqueFragmentNamesRule,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)

from cms.api.limits import Prices, check_limits, check_parts, check_text, limit, nodes
from cms.api.operation_types import KnownOperationTypesRule
from cms.api.plans.planning import Planning
from cms.api.schema import schema

# A parsed document takes far more memory than its text.
MAXIMUM_CACHED_DOCUMENTS = 64
# The longest document of the house, the website's, has grown to half of this.
MAXIMUM_CACHED_CHARACTERS = 16 * 1024
MAXIMUM_LONG_DOCUMENTS = 4
# Each error looks for names that may have been meant, which takes time.
MAXIMUM_ERRORS = 10
# Fragments exist and end in what these let pass, so that it can be measured.
STRUCTURE = (ExecutableDefinitionsRule, UniqueFragmentNamesRule, KnownFragmentNamesRule, NoFragmentCyclesRule)
REST: tuple[type, ...] = (KnownOperationTypesRule, *(rule for rule in specified_rules if rule not in STRUCTURE))


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """A document that may run, or the reasons why it may not; then `document` may be None."""

    document: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        """Return the operation of that name, or the only one."""
        return get_operation_ast(self.document, name) if self.document else None

    @cached_property
    def prices(self) -> Prices:
        """What the operations of the document cost, when it may run."""
        return Prices(cast("DocumentNode", self.document), schema().graphql_schema)

    @cached_property
    def planning(self) -> Planning:
        """How the document is answered with few statements, when it may run."""
        return Planning(cast("DocumentNode", self.document), schema().graphql_schema)

    @cached_property
    def introspects(self) -> bool:
        """Whether the document asks for the schema."""
        document = self.document
        return document is not None and any(asks_for_schema(node) for node in nodes(document))


def asks_for_schema(node: Node) -> bool:
    return isinstance(node, FieldNode) and node.name.value in {"__schema", "__type"}


def parsed(text: str) -> Parsed:
    """Parse, measure and validate a document, as a rule once for each text."""
    return _remembered(text) if len(text) <= MAXIMUM_CACHED_CHARACTERS else _just_parsed(text)


def parse_anew(text: str) -> Parsed:
    """Check what is cheap to check before what is not: text, syntax, fragments, extent, and only then the schema."""
    if errors := check_text(text):
        return Parsed(document=None, errors=errors)
    try:
        document = parse(text, max_tokens=limit("tokens"))
    except GraphQLSyntaxError as error:
        return Parsed(document=None, errors=(coded(error, "GRAPHQL_PARSE_FAILED"),))
    errors = (
        check_parts(document) or _validated(document, STRUCTURE) or check_limits(document) or _validated(document, REST)
    )
    return Parsed(document=document, errors=errors)


_remembered = lru_cache(maxsize=MAXIMUM_CACHED_DOCUMENTS)(parse_anew)
# A request asks for its document several times, so that even a long one is kept for a while.
_just_parsed = lru_cache(maxsize=MAXIMUM_LONG_DOCUMENTS)(parse_anew)


def _validated(document: DocumentNode, rules: Sequence[type]) -> tuple[GraphQLError, ...]:
    errors = validate(schema().graphql_schema, document, rules, max_errors=MAXIMUM_ERRORS)
    return tuple(coded(error, "GRAPHQL_VALIDATION_FAILED") for error in errors)


def coded(error: GraphQLError, code: str) -> GraphQLError:
    """Give an error a code unless it has one of its own."""
    if not error.extensions:
        error.extensions = {"code": code}
    return error
