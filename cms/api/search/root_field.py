from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.api.context import Context
from cms.api.limits import limit
from cms.api.lists.root_fields import language_arguments
from cms.api.lists.slices import default_page_size
from cms.api.search.asking import CURSORS_OF, Asked
from cms.api.search.page_types import page_type_enum
from cms.api.search.results import LookedUp, Results
from cms.api.search.types import search_connection
from cms.search.searching import search


def search_field() -> graphene.Field:
    """Build the root field of the search."""
    return graphene.Field(
        search_connection(),
        query=graphene.Argument(
            graphene.String,
            required=True,
            description="What to look for: words, all of which a page must hold in any of their forms; words in "
            "quotation marks, which must follow each other; and -words that it must not hold. "
            "The last word may be unfinished.",
        ),
        **language_arguments(),
        types=graphene.Argument(
            graphene.List(graphene.NonNull(page_type_enum())), description="Only pages of these types; all by default."
        ),
        topics=graphene.Argument(
            graphene.List(graphene.NonNull(graphene.String)),
            description="Only pages about one of the topics with these slugs, of whichever language the slugs are.",
        ),
        first=graphene.Argument(
            graphene.Int, description=f"How many, at most {limit('page_size')}; {default_page_size()} by default."
        ),
        after=graphene.Argument(graphene.String, description="A cursor: start behind this result."),
        required=True,
        resolver=resolve_search,
        description="The pages that say what is looked for, best first, in German and English. "
        "Nothing to look for finds nothing.",
    )


def resolve_search(_root: None, info: GraphQLResolveInfo, **sent: Any) -> Results:
    context: Context = info.context
    asked = Asked.of(context, **sent)
    context.language = asked.language or context.language
    context.keys.add(f"list:{CURSORS_OF}")
    found = search(asked.search, languages=asked.languages)
    return Results(
        asked=asked, found=found, content=LookedUp(context=context, found=found, asked_language=asked.language)
    )
