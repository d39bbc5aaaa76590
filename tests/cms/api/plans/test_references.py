from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.api.execution import Answer, run
from publications.models import NewsletterIssue
from tests.cms.api.plans.conftest import context
from tests.factories.files import make_image
from tests.factories.newsletters import make_archive, make_issue, picks
from tests.factories.site import Site, make_page, make_statement

# A newsletter asks more of the pages that it shows than a statement does of one in its body.
PAGE = """query ($path: String!) { route(path: $path) { ... on PageRoute { page {
  title body { ... on LinkedPageBlock { page { title } } ... on ImageBlock { image { alt } } }
  ... on NewsletterIssue { sections { items { page { path heroImage { rendition(preset: CARD) { url } } } } } }
} } } }"""
STATEMENT, ISSUE = "/stellungnahmen/vorher/", "/newsletter/erste-ausgabe/"
COST = 1


@pytest.fixture
def issue(site: Site) -> NewsletterIssue:
    page = make_page(site.german, "Gezeigt", hero_image=make_image())
    body: list[tuple[str, Any]] = [
        ("linked_page", {"page": page}),
        ("image", {"image": make_image(), "caption": ""}),
    ]
    make_statement(site.statements, "Vorher", body=body)
    made = make_issue(make_archive(site.german), sections=[picks(page)])
    made.save_revision().publish()
    return made


def asked(path: str) -> tuple[Answer, int]:
    with CaptureQueriesContext(connection) as queries:
        answer = run(PAGE, variables={"path": path}, context=context())
    return answer, len(queries)


@pytest.mark.parametrize("order", [(STATEMENT, ISSUE), (ISSUE, STATEMENT)])
def test_what_is_looked_up_does_not_depend_on_which_type_of_page_was_first(
    issue: NewsletterIssue, order: tuple[str, str]
) -> None:
    """A fresh process learns what to look up from the pages that it reads, one type after the other."""
    for path in order:
        asked(path)

    answers = [asked(path) for path in order]

    assert [(answer.errors, cost) for answer, cost in answers] == [((), COST), ((), COST)]
