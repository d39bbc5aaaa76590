from functools import cache

import graphene
from graphene import List, NonNull
from grapple.registry import registry

from cms.api.lists.connection import PageInfo
from cms.api.locales import Locale
from cms.api.pages import PageInterface
from cms.api.search.page_types import page_type_enum
from publications.models import Topic

FIELDS = {
    "TITLE": "The title, whole.",
    "SUMMARY": "The summary with the key points: the stretch that holds most of what was looked for.",
    "BODY": "All other text of the page: the stretch that holds most of what was looked for.",
}
SearchField = graphene.Enum(
    "SearchField",
    [(name, name) for name in FIELDS],
    description=lambda member: FIELDS[member.name] if member else "Where something was found; the first weighs most.",
)


class SearchHighlightPart(graphene.ObjectType):
    """A stretch of a highlight. All of them joined are its text."""

    text = graphene.String(required=True, description="Plain text, not escaped.")
    is_match = graphene.Boolean(required=True, description="True for a word that was looked for.")


class SearchHighlight(graphene.ObjectType):
    """The words that were found, where they stand. An ellipsis stands for text that is left out."""

    field = graphene.Field(SearchField, required=True, description="Where it stands.")
    html = graphene.String(
        required=True,
        description="The text, escaped for HTML, with <mark> and </mark> around each word found, and no other tag.",
    )
    parts = List(NonNull(SearchHighlightPart), required=True, description="The same as plain text in parts.")


class SearchEdge(graphene.ObjectType):
    """A page that was found."""

    node = graphene.Field(PageInterface, required=True, description="The page.")
    cursor = graphene.String(required=True, description="The place of the page among the results.")
    score = graphene.Float(
        required=True,
        description="How well it matches, as a share of what the best result has. It compares results of one search.",
    )
    highlights = List(
        NonNull(SearchHighlight),
        required=True,
        description="One for each field in which something was found.",
    )


class SearchLocaleFacet(graphene.ObjectType):
    """The results in one language."""

    locale = graphene.Field(Locale, required=True, description="The language.")
    count = graphene.Int(required=True, description="How many pages are found in it.")


@cache
def search_connection() -> type[graphene.ObjectType]:
    """Build the type of the answer. It names types that are made only once the apps are loaded."""

    class SearchTypeFacet(graphene.ObjectType):
        """The results of one type."""

        type = graphene.Field(page_type_enum(), required=True, description="The type.")
        count = graphene.Int(required=True, description="How many pages of it are found.")

    class SearchTopicFacet(graphene.ObjectType):
        """The results about one topic."""

        topic = graphene.Field(registry.snippets[Topic], required=True, description="The topic.")
        count = graphene.Int(required=True, description="How many pages about it are found.")

    class SearchFacets(graphene.ObjectType):
        """How the results divide. Each facet counts what there were if its own argument were not sent."""

        types = List(NonNull(SearchTypeFacet), required=True, description="By type, most first.")
        topics = List(NonNull(SearchTopicFacet), required=True, description="By topic, most first.")
        locales = List(NonNull(SearchLocaleFacet), required=True, description="By language, most first.")

    class SearchConnection(graphene.ObjectType):
        """A slice of the results of a search, best first."""

        edges = List(NonNull(SearchEdge), required=True, description="The results with what was found in them.")
        nodes = List(NonNull(PageInterface), required=True, description="The pages alone.")
        page_info = graphene.Field(PageInfo, required=True, description="Where the slice lies.")
        total_count = graphene.Int(required=True, description="How many pages are found.")
        facets = graphene.Field(SearchFacets, required=True, description="How all results divide.")
        is_shortened = graphene.Boolean(
            required=True, description="True when the query was too long and only its first words were looked for."
        )

    return SearchConnection
