from functools import cache

import graphene
from grapple.registry import registry
from wagtail.models import Page

from cms.api.connections import DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE, connection_type
from cms.api.declared_types import declared_types
from cms.api.enquiries import Mutation
from cms.api.lists import resolve_events, resolve_statements
from cms.api.locales import Locale
from cms.api.posts import ChannelEnum
from cms.api.routes import Route, resolve_route
from cms.api.site import Site, resolve_site
from publications.models import EventPage, StatementPage

LOCALE = graphene.Argument(Locale, description="Only content in this language; all languages by default.")
FIRST = graphene.Argument(
    graphene.Int, default_value=DEFAULT_PAGE_SIZE, description=f"How many, at most {MAXIMUM_PAGE_SIZE}."
)
CHANNEL = graphene.Argument(
    ChannelEnum, description="Only pages that this channel shall carry: not switched off, or for a post switched on."
)
AFTER = graphene.Argument(graphene.String, description="A cursor: start behind this item.")


@cache
def schema() -> graphene.Schema:
    """Build the schema once. grapple makes its types while apps load, so this cannot happen on import."""
    types = declared_types()
    return graphene.Schema(query=_query_type(), mutation=Mutation, types=types)


def _query_type() -> type[graphene.ObjectType]:
    class Query(graphene.ObjectType):
        """Everything that can be read."""

        route = graphene.Field(
            Route,
            path=graphene.Argument(
                graphene.String, required=True, description="The path as readers see it, e.g. /en/events/."
            ),
            locale=graphene.Argument(Locale, description="Answer the page in this language when it exists."),
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
        statements = graphene.Field(
            connection_type(_node(StatementPage)),
            first=FIRST,
            after=AFTER,
            locale=LOCALE,
            topic=graphene.Argument(graphene.String, description="Only statements about the topic with this slug."),
            channel=CHANNEL,
            resolver=resolve_statements,
            required=True,
            description="Statements, newest first.",
        )
        events = graphene.Field(
            connection_type(_node(EventPage)),
            first=FIRST,
            after=AFTER,
            locale=LOCALE,
            upcoming=graphene.Argument(
                graphene.Boolean, default_value=False, description="Only events of which a date is left."
            ),
            ending_after=graphene.Argument(
                graphene.DateTime, description="Only events with a date that ends after this moment."
            ),
            channel=CHANNEL,
            resolver=resolve_events,
            required=True,
            description="Events, soonest first: by the next date that upcoming or endingAfter leave, else the first.",
        )

    return Query


def _node(model: type[Page]) -> type[graphene.ObjectType]:
    node: type[graphene.ObjectType] = registry.pages[model]
    return node
