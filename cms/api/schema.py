from functools import cache
from typing import Any

import graphene

from cms.api.declared_types import declared_types
from cms.api.enquiries import Mutation
from cms.api.lists.occurrences import occurrences_field
from cms.api.lists.root_fields import list_fields
from cms.api.locales import Locale
from cms.api.nodes import Node
from cms.api.refetching import MAXIMUM_NODES, resolve_node, resolve_nodes
from cms.api.routes import Route, resolve_route
from cms.api.search.root_field import search_field
from cms.api.site import Site, resolve_site


@cache
def schema() -> graphene.Schema:
    """Build the schema once. grapple makes its types while apps load, so this cannot happen on import."""
    types = declared_types()
    return graphene.Schema(query=_query_type(), mutation=Mutation, types=types)


def _query_type() -> type[graphene.ObjectType]:
    lists: Any = type("Lists", (), {**list_fields(), "occurrences": occurrences_field()})

    class Query(lists, graphene.ObjectType):
        """Everything that can be read."""

        route = graphene.Field(
            Route,
            path=graphene.Argument(
                graphene.String, required=True, description="The path as readers see it, e.g. /en/events/."
            ),
            locale=graphene.Argument(Locale, description="Answer the page in this language when it exists."),
            fallback=graphene.Argument(
                graphene.List(graphene.NonNull(Locale)),
                description="Languages to take one after the other where the page cannot be read in that of locale; "
                "the page at the address as it is by default.",
            ),
            resolver=resolve_route,
            description="What an address leads to; null when there is nothing.",
        )
        site = graphene.Field(
            Site,
            locale=graphene.Argument(
                Locale,
                description="The language of addresses and menu; that of the route asked for before, else German.",
            ),
            resolver=resolve_site,
            description="The organisation and its website.",
        )
        node = graphene.Field(
            Node,
            id=graphene.Argument(graphene.ID, required=True, description="An id as the API gave it."),
            resolver=resolve_node,
            description="A page, snippet or image by its id; null when there is none that can be seen.",
        )
        nodes = graphene.List(
            Node,
            ids=graphene.Argument(
                graphene.List(graphene.NonNull(graphene.ID)),
                required=True,
                description=f"Ids as the API gave them, at most {MAXIMUM_NODES}.",
            ),
            required=True,
            resolver=resolve_nodes,
            description="Pages, snippets and images by their ids, in the same order; null for what cannot be seen.",
        )
        search = search_field()

    return Query
