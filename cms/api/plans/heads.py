from functools import cache
from typing import cast

from graphql import FieldNode, OperationDefinitionNode, parse

IMAGE = "heroImage { alt rendition(preset: SHARE) { url width height } }"

# What the resolvers of Seo read of a page (cms/api/seo.py), as a query would ask for it.
READS = {
    "title": "seoTitle locale",
    "description": "searchDescription",
    "canonical": "url",
    "robots": "__typename",
    "locale": "locale",
    "openGraph": f"seoTitle searchDescription url locale translations {{ path }} {IMAGE}",
    "alternates": "url locale translations { path }",
    "jsonLd": f"""
        title url locale searchDescription updatedAt breadcrumbs {{ path }} {IMAGE}
        ... on StatementPage {{ date topics {{ name }} }}
        ... on EventPage {{
          start end previousStart timeZone status venue address onlineUrl coordinates {{ latitude }}
          recurrence {{ frequency }} exceptions {{ date }}
        }}
        ... on LocalGroupPage {{
          city email telegramHandle instagramHandle website meetingPlace coordinates {{ latitude }}
        }}
        ... on DebatePage {{ openedOn contributions {{ title url date }} }}
        ... on ContributionPage {{
          date authors {{ name }} organisations {{ name }} debate {{ url }} answers {{ url }}
        }}
        ... on StudyProgrammePage {{ modules {{ title url }} }}
        ... on StudyModulePage {{ readings {{ title }} }}
        ... on PublicationPage {{
          publicationKind date isbn authors {{ name }} topics {{ name }} files {{ url }}
        }}
    """,
}


@cache
def read_for_head(name: str) -> list[FieldNode]:
    """Return the selection of a page that stands for what a field of Seo reads. Its nodes live as long as plans do."""
    document = parse(f"{{ page {{ {READS.get(name, '__typename')} }} }}")
    operation = cast("OperationDefinitionNode", document.definitions[0])
    return [cast("FieldNode", operation.selection_set.selections[0])]
