from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.api.execution import Answer, executed, run
from cms.api.parsing import parsed
from cms.pages.related import RelatedPage
from tests.benchmarks.api.queries import OURS
from tests.cms.api.plans.conftest import context
from tests.factories.site import Site, make_page, make_statement

PATH = "/stellungnahmen/nummer-0/"
PAGE = (OURS / "page.graphql").read_text()
AROUND = """query ($path: String!) { route(path: $path, locale: de, fallback: [en]) { ... on PageRoute { page {
  translations { path } breadcrumbs { path } relatedPages { path } seo { alternates { url } }
} } } }"""


def by_plan(text: str) -> Answer:
    return run(text, variables={"path": PATH}, context=context())


def by_executor(text: str) -> Answer:
    document = parsed(text).document
    assert document is not None
    return executed(document, context(), variables={"path": PATH}, operation_name=None)


def steps_of(statements: list[dict[str, Any]]) -> list[str]:
    """Return what SQLite does for each statement, step by step."""
    found = []
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement['sql']}")
            found += [row[-1] for row in cursor.fetchall()]
    return found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows how many pages there are of each type.")
@pytest.mark.parametrize("text", [PAGE, AROUND])
@pytest.mark.parametrize("asked", [by_plan, by_executor])
def test_no_page_costs_more_the_more_pages_there_are(site: Site, asked: Callable[[str], Answer], text: str) -> None:
    statement = make_statement(site.statements, "Nummer 0")
    statement.copy_for_translation(site.english.locale, copy_parents=True)
    statement.related_links = [RelatedPage(related_page=make_page(site.german, "Verwandt"))]
    statement.save()
    # The state of the site is remembered from the first answer on.
    asked(text)

    with CaptureQueriesContext(connection) as queries:
        answer = asked(text)
    steps = [step for step in steps_of(queries.captured_queries) if "page" in step]

    assert answer.errors == ()
    assert [step for step in steps if step.startswith("SCAN") or "content_type" in step] == []
    assert any("wagtailcore_page_slug" in step for step in steps)
