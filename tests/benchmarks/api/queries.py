from dataclasses import dataclass, field
from typing import Any

LIST = """
query List($first: Int) {
  statements(first: $first) {
    nodes {
      id title path date summary
      authors { name }
      topics { name slug }
      heroImage { alt card: rendition(preset: CARD) { url width height } }
    }
  }
}
"""
PAGE = """
query Page($path: String!) {
  route(path: $path) {
    ... on PageRoute {
      page {
        id title path summary
        body {
          __typename
          ... on HeadingBlock { headingText: text level }
          ... on ParagraphBlock { html }
          ... on QuoteBlock { quotation: text source }
          ... on KeyPointsBlock { pointsHeading: heading points }
          ... on ImageBlock { caption image { alt content: rendition(preset: CONTENT) { url width height } } }
          ... on CallToActionBlock { actionText: text href }
        }
        ... on StatementPage { date authors { name } topics { name } }
      }
    }
  }
}
"""
EVENTS = """
{
  events(upcoming: true, first: 20) {
    nodes {
      id title path kind start end venue
      heroImage { alt card: rendition(preset: CARD) { url width height } }
    }
  }
}
"""
TERM = """
query Term($term: String!) {
  statements(first: 10, where: {title: {contains: $term}}) {
    nodes {
      id title path date summary
      authors { name }
      topics { name slug }
      heroImage { alt card: rendition(preset: CARD) { url width height } }
    }
  }
}
"""


@dataclass(frozen=True, kw_only=True)
class Query:
    """A question of the benchmark, and the most CPU milliseconds that it may cost on PostgreSQL."""

    name: str
    text: str
    goal: float
    variables: dict[str, Any] = field(default_factory=dict)


QUERIES = (
    Query(name="list of 20 with authors, topics, image", text=LIST, variables={"first": 20}, goal=2.0),
    Query(name="list of 100, the same", text=LIST, variables={"first": 100}, goal=6.5),
    Query(
        name="one statement by path, nine blocks",
        text=PAGE,
        variables={"path": "/stellungnahmen/nummer-7/"},
        goal=1.2,
    ),
    Query(name="20 upcoming events", text=EVENTS, goal=1.0),
    Query(name="first 10 whose title contains a term", text=TERM, variables={"term": "Streik"}, goal=2.2),
)
