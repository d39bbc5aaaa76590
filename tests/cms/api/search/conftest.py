from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Locale, Page

from cms.api.context import Context
from cms.api.execution import run
from tests.factories.site import NOW

SEARCH = """query (
  $query: String!, $locale: Locale, $fallback: [Locale!], $types: [PageType!], $topics: [String!], $first: Int,
  $after: String
) {
  search(
    query: $query, locale: $locale, fallback: $fallback, types: $types, topics: $topics, first: $first, after: $after
  ) {
    totalCount
    isShortened
    edges {
      cursor score
      node { __typename id title path locale isFallback }
      highlights { field html parts { text isMatch } }
    }
    nodes { title }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    facets { types { type count } topics { topic { slug } count } locales { locale count } }
  }
}"""
NOTHING = {
    "totalCount": 0,
    "isShortened": False,
    "edges": [],
    "nodes": [],
    "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    "facets": {"types": [], "topics": [], "locales": []},
}

Ask = Callable[..., Any]


@pytest.fixture
def look_for(ask: Ask) -> Ask:
    def look_for(query: str, **arguments: Any) -> Any:
        return ask(SEARCH, query=query, **arguments)["search"]

    return look_for


def titles(found: Any) -> list[str]:
    return [node["title"] for node in found["nodes"]]


def translate(page: Page, title: str) -> Page:
    translation = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    translation.title = title
    translation.save_revision().publish()
    translation.refresh_from_db()
    return translation


def error_of(document: str) -> tuple[str, Any]:
    (error,) = run(document, variables={}, context=Context(base_url="", now=NOW)).errors
    return error.message, (error.extensions or {}).get("code")
