from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.api.execution import executed, run
from cms.api.parsing import parsed
from cms.api.plans.foresight import MAXIMUM_KEYS, MAXIMUM_REMEMBERED, MAXIMUM_VARIABLES, Foresight
from publications.models import StatementPage
from tests.cms.api.plans.conftest import context
from tests.factories.site import Site, make_page, make_statement

PAGE = """query ($path: String!) { route(path: $path) { ... on PageRoute { page {
  title body { ... on ParagraphBlock { html } ... on LinkedPageBlock { page { title } } }
} } } }"""
VARIABLES = {"path": "/stellungnahmen/vorher/"}


def body_of(*pages: Page) -> list[tuple[str, Any]]:
    links = "".join(f'<a linktype="page" id="{page.pk}">hier</a>' for page in pages)
    return [("paragraph", {"text": f"<p>{links}</p>"}), *(("linked_page", {"page": page}) for page in pages)]


@pytest.fixture
def statement(site: Site) -> StatementPage:
    return make_statement(site.statements, "Vorher", body=body_of(make_page(site.german, "Eine")))


def asked() -> tuple[dict[str, Any] | None, int]:
    with CaptureQueriesContext(connection) as queries:
        answer = run(PAGE, variables=VARIABLES, context=context())
    assert answer.errors == ()
    return answer.data, len(queries)


def first_statement_of_second_time() -> str:
    asked()
    with CaptureQueriesContext(connection) as queries:
        asked()
    return str(queries[0]["sql"])


def by_executor() -> dict[str, Any] | None:
    document = parsed(PAGE).document
    assert document is not None
    return executed(document, context(), variables=VARIABLES, operation_name=None).data


@pytest.mark.usefixtures("statement")
def test_what_a_page_led_to_is_read_with_it_the_next_time() -> None:
    asked()
    first, _cost = asked()

    again, cost = asked()

    assert (again, cost) == (first, 1)
    assert again == by_executor()


def test_a_page_that_leads_elsewhere_by_now_shows_what_it_leads_to(site: Site, statement: StatementPage) -> None:
    asked()
    asked()
    others = [make_page(site.german, "Andere"), make_page(site.german, "Dritte")]
    statement.body = body_of(*others)
    statement.save_revision().publish()

    answer, _cost = asked()

    assert answer == by_executor()
    assert answer is not None
    assert [block["page"]["title"] for block in answer["route"]["page"]["body"][1:]] == ["Andere", "Dritte"]


def test_a_page_that_is_hidden_by_now_is_no_longer_shown_by_those_that_lead_to_it(statement: StatementPage) -> None:
    asked()
    asked()
    statement.body[1].value["page"].specific.unpublish()

    answer, _cost = asked()

    assert answer == by_executor()
    assert answer is not None
    assert answer["route"]["page"]["body"][1]["page"] is None


def test_a_page_that_leads_nowhere_by_now_costs_no_look_at_what_it_led_to(statement: StatementPage) -> None:
    foreseen = first_statement_of_second_time()
    statement.body = [("paragraph", {"text": "<p>Nichts.</p>"})]
    statement.save_revision().publish()

    assert len(first_statement_of_second_time()) < len(foreseen)


def test_a_page_that_is_gone_by_now_costs_no_look_at_what_it_led_to(statement: StatementPage) -> None:
    foreseen = first_statement_of_second_time()
    statement.unpublish()

    assert len(first_statement_of_second_time()) < len(foreseen)


def test_what_is_remembered_is_bounded() -> None:
    foresight = Foresight()

    foresight.note({"path": "x" * MAXIMUM_VARIABLES}, {"pages": {1}})
    foresight.note({"path": "many"}, {"pages": set(range(MAXIMUM_KEYS + 1))})

    assert foresight.of({"path": "x" * MAXIMUM_VARIABLES}) is None
    assert foresight.of({"path": "many"}) is None


def test_what_all_plans_remember_is_bounded_together() -> None:
    foresights = [Foresight() for _plan in range(MAXIMUM_REMEMBERED + 1)]

    for number, foresight in enumerate(foresights):
        foresight.note({}, {"pages": {number}})

    known = [keys for foresight in foresights if (keys := foresight.of({})) is not None]
    assert 0 < len(known) <= MAXIMUM_REMEMBERED
    assert foresights[-1].of({}) == {"pages": {MAXIMUM_REMEMBERED}}
