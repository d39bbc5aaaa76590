from typing import Any

from grapple.helpers import register_query_field
from grapple.models import GraphQLField, GraphQLImage, GraphQLRichText, GraphQLStreamfield, GraphQLString

from cms.blocks.links import CallToActionBlock
from cms.blocks.media import ImageBlock
from cms.blocks.text import ParagraphBlock
from cms.images.models import CustomImage
from cms.pages.declarations import list_of
from publications.models import EventPage, Person, StatementPage

OF_PAGES = [GraphQLString("summary"), GraphQLImage("hero_image"), GraphQLStreamfield("body")]
# By one statement for each page; the declaration of the model would take one for each name.
AUTHORS = GraphQLField("authors", list_of("publications.Person"), source="authors_at_once")


def declare() -> None:
    """Declare as grapple's documentation does what of our declarations needs our executor."""
    StatementPage.authors_at_once = property(_authors)
    StatementPage.graphql_fields = [*StatementPage.graphql_fields, *OF_PAGES, AUTHORS]
    EventPage.graphql_fields = [*EventPage.graphql_fields, *OF_PAGES]
    CustomImage.graphql_fields = [GraphQLString("alt", source="default_alt_text")]
    ParagraphBlock.graphql_fields = [GraphQLRichText("text")]
    ImageBlock.graphql_fields = [GraphQLImage("image"), GraphQLString("caption")]
    CallToActionBlock.graphql_fields = [GraphQLString("text"), GraphQLString("address")]
    register_query_field("statement", "statements")(StatementPage)
    register_query_field("event", "events")(EventPage)


def _authors(page: Any) -> list[Person]:
    return [authorship.person for authorship in page.authorships.select_related("person")]
