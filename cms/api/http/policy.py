import re
from dataclasses import replace

from django.conf import settings
from graphql import GraphQLError

from cms.api.execution import Answer
from cms.api.http.errors import RequestError
from cms.api.tokens import Caller

SUGGESTION = re.compile(r" Did you mean .*\?$", re.DOTALL)


class IntrospectionError(RequestError):
    def __init__(self) -> None:
        message = "The schema is not shown here. It lies in the repository, as cms/api/schema.graphql."
        super().__init__(message, code="INTROSPECTION_DISABLED", status=403)


def may_introspect(caller: Caller) -> bool:
    """Say whether the schema is shown to a caller, by settings.GRAPHQL_INTROSPECTION: on, tokens or off."""
    if settings.GRAPHQL_INTROSPECTION == "tokens":
        return not caller.is_anonymous
    return bool(settings.GRAPHQL_INTROSPECTION == "on")


def without_suggestions(answer: Answer) -> Answer:
    """Leave out which names would have been right, as they would show the schema piece by piece."""
    return replace(answer, errors=tuple(_plain(error) for error in answer.errors))


def _plain(error: GraphQLError) -> GraphQLError:
    if not SUGGESTION.search(error.message):
        return error
    return GraphQLError(
        SUGGESTION.sub("", error.message),
        error.nodes,
        error.source,
        error.positions,
        error.path,
        extensions=error.extensions,
    )
