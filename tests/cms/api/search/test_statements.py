from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cms.api.search.conftest import SEARCH, Ask
from tests.factories.files import make_image
from tests.factories.site import Site, make_event, make_page, make_statement, make_topic

MAXIMUM = 4
CARDS = """query ($query: String!, $topics: [String!]) { search(query: $query, topics: $topics) {
  totalCount
  nodes { title path summary heroImage { alt rendition(preset: CARD) { url width } } ... on EventPage { start } }
  edges { highlights { html } }
  facets { types { type count } topics { topic { name } count } locales { locale count } }
} }"""
BODIES = """query ($query: String!) { search(query: $query) { nodes {
  title breadcrumbs { title } translations { path } body { __typename ... on ParagraphBlock { html } }
} } }"""


def fill(site: Site, number: int) -> None:
    """Make pages of several types, each with a topic, an image and a link of its own."""
    for count in range(number):
        target = make_page(site.german, f"Ziel {count}")
        link = f'<p>Bergbau <a linktype="page" id="{target.pk}">Ziel</a></p>'
        made: Any = make_statement(
            site.statements, f"Bergbau {count}", body=[("paragraph", {"text": link})], hero_image=make_image()
        )
        made.topics = [make_topic(f"Thema {count}", f"thema-{count}")]
        made.save()
        make_event(site.events, f"Bergbau in Bildern {count}", hero_image=make_image())


def cost(ask: Ask, document: str, **variables: Any) -> int:
    # What is remembered of the site is looked up anew after every change.
    ask(document, **variables)
    with CaptureQueriesContext(connection) as queries:
        ask(document, **variables)
    return len(queries)


@pytest.mark.parametrize(
    ("document", "variables"),
    [(CARDS, {}), (CARDS, {"topics": ["thema-0"]}), (SEARCH, {"locale": "de", "types": ["EVENT_PAGE"]}), (BODIES, {})],
)
def test_a_search_takes_as_many_statements_for_one_result_as_for_twenty(
    site: Site, ask: Ask, document: str, variables: Any
) -> None:
    make_statement(site.statements, "Kohle", slug="kohle")
    fill(site, 1)
    for_one = cost(ask, document, query="Bergbau", **variables)

    for number in range(20):
        make_statement(site.statements, f"Bergbau, {number}", slug=f"b-{number}")

    assert cost(ask, document, query="Bergbau", **variables) == for_one <= MAXIMUM
    assert cost(ask, document, query="nirgends", **variables) <= for_one


def test_one_statement_does_the_search(site: Site, ask: Ask) -> None:
    fill(site, 2)

    with CaptureQueriesContext(connection) as queries:
        ask(CARDS, query="Bergbau")

    assert sum("search_document" in query["sql"] for query in queries) == 1
