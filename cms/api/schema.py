from collections.abc import Sequence
from functools import cache
from typing import Any

import graphene
from django.conf import settings
from django.utils.module_loading import import_string

from cms.api.declared_types import declared_types
from cms.api.directives import directives
from cms.api.enquiries import EnquiryMutations
from cms.api.lists.occurrences import occurrences_field
from cms.api.lists.root_fields import list_fields
from cms.api.refetching import node_field, nodes_field
from cms.api.routes import route_field
from cms.api.search.root_field import search_field
from cms.api.site import site_field


@cache
def schema() -> graphene.Schema:
    """Build the schema once. grapple makes its types while apps load, so this cannot happen on import."""
    types = declared_types()
    return graphene.Schema(query=_query_type(), mutation=_mutation_type(), types=types, directives=directives())


def _query_type() -> type[graphene.ObjectType]:
    lists: Any = type("Lists", (), {**list_fields(), "occurrences": occurrences_field()})

    class Query(lists, *_parts(settings.GRAPHQL_QUERIES), graphene.ObjectType):  # type: ignore[misc]  # Known when it runs.
        """Everything that can be read."""

        route = route_field()
        site = site_field()
        node = node_field()
        nodes = nodes_field()
        search = search_field()

    return Query


def _mutation_type() -> type[graphene.ObjectType]:
    class Mutation(*_parts(settings.GRAPHQL_MUTATIONS), EnquiryMutations):  # type: ignore[misc]  # Known when it runs.
        """Everything that can be done."""

    return Mutation


def _parts(names: Sequence[str]) -> list[type[graphene.ObjectType]]:
    """Return the fields that apps above this one bring along."""
    return [import_string(name) for name in names]
