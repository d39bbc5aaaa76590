import pytest

from tests.cms.api.plans.conftest import Compare
from tests.factories.files import make_image
from tests.factories.site import Site, make_event, make_page, make_statement, make_topic

WHOLE = """query ($query: String!, $after: String) { search(query: $query, first: 3, after: $after) {
  totalCount isShortened
  edges {
    cursor score highlights { field html parts { text isMatch } }
    node { __typename id title path url locale isFallback summary heroImage { alt rendition(preset: CARD) { url } }
      body { __typename ... on ParagraphBlock { html } } breadcrumbs { title } translations { path }
      ... on StatementPage { date topics { name } } ... on EventPage { start nextOccurrence { start } } }
  }
  nodes { title }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  facets { types { type count } topics { topic { id name slug resolvedLocale } count } locales { locale count } }
} }"""


@pytest.fixture
def filled(site: Site) -> Site:
    target = make_page(site.german, "Ziel")
    body = [("paragraph", {"text": f'<p>Bergbau <a linktype="page" id="{target.pk}">Ziel</a></p>'})]
    for number in range(3):
        statement = make_statement(site.statements, f"Bergbau {number}", hero_image=make_image(), body=body)
        statement.topics = [make_topic(f"Thema {number}", f"thema-{number}")]
        statement.save()
    make_event(site.events, "Bergbau in Bildern")
    return site


@pytest.mark.parametrize("query", ["Bergbau", "bergb", '"Bergbau in Bildern"', "Ziel -Bergbau", "nirgends", "", "die"])
def test_a_plan_answers_a_search_as_the_executor_does(filled: Site, compare: Compare, query: str) -> None:
    compare(WHOLE, query=query)


@pytest.mark.parametrize(
    "arguments",
    [
        "locale: de",
        "locale: en, fallback: [de]",
        "types: [EVENT_PAGE]",
        "types: []",
        'topics: ["thema-1"]',
        "topics: []",
        "first: 1",
        'after: "WyJzZWFyY2giLCIxMDAwMCIsMV0"',
    ],
)
def test_a_plan_follows_every_argument(filled: Site, compare: Compare, arguments: str) -> None:
    asked = "totalCount nodes { title isFallback } facets { types { type count } locales { locale count } }"

    compare(f'{{ search(query: "Bergbau", {arguments}) {{ {asked} }} site {{ locale }} }}')


def test_what_follows_a_search_speaks_its_language(filled: Site, compare: Compare) -> None:
    compare('{ search(query: "Bergbau", locale: en) { totalCount } site { locale path } }')


@pytest.mark.parametrize(
    "asked", ["facets { topics { count } }", "edges { score }", "nodes { __typename }", "pageInfo { endCursor }"]
)
def test_what_is_found_counts_though_nothing_is_asked_of_it(filled: Site, compare: Compare, asked: str) -> None:
    compare(f'{{ search(query: "Bergbau") {{ {asked} }} }}')
