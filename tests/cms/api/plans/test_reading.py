from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.api.execution import Answer, run
from cms.api.global_ids import GlobalID
from publications.models import StatementPage
from tests.cms.api.plans.conftest import context
from tests.factories.site import Site, make_page, make_statement

LIST = "statements(locale: de) { nodes { title path } }"
PAGE = """
route(path: "/stellungnahmen/nummer-1/") {
  ... on PageRoute { page { title body { ... on ParagraphBlock { html } } } }
}
"""


@pytest.fixture
def filled(site: Site) -> Site:
    link = f'<p><a linktype="page" id="{make_page(site.german, "Ziel").pk}">Ziel</a></p>'
    for number in range(3):
        day = date(2026, 11, number + 1)
        make_statement(site.statements, f"Nummer {number}", date=day, body=[("paragraph", {"text": link})])
    return site


def asked(text: str) -> tuple[Answer, int]:
    with CaptureQueriesContext(connection) as queries:
        answer = run(f"{{ {text} }}", variables=None, context=context())
    return answer, len(queries)


@pytest.mark.parametrize("text", [LIST, PAGE, f"a: {LIST} b: {LIST} {PAGE}"])
def test_what_can_be_read_together_is_read_together(filled: Site, text: str) -> None:
    asked(text)

    answer, statements = asked(text)

    assert (answer.errors, statements) == ((), 1)


def test_nobody_asks_for_the_epoch_while_it_stands(filled: Site) -> None:
    asked(LIST)
    StatementPage.objects.filter(title="Nummer 2").update(title="Anders")

    changed, after = asked(LIST)
    _again, later = asked(LIST)

    assert changed.data is not None
    assert [node["title"] for node in changed.data["statements"]["nodes"]] == ["Anders", "Nummer 1", "Nummer 0"]
    assert later == 1 < after


def test_pages_of_another_type_are_found_below_the_same_page(filled: Site) -> None:
    """What is read while a page is looked up is a guess by its neighbors."""
    asked(PAGE)
    make_page(filled.statements, "Hinweise", body=[])

    answer, _cost = asked(PAGE.replace("nummer-1", "hinweise"))

    assert answer.data == {"route": {"page": {"title": "Hinweise", "body": []}}}


def test_a_root_field_without_a_plan_leaves_the_plan_to_the_others(filled: Site) -> None:
    page = StatementPage.objects.get(title="Nummer 1")
    node = f'node(id: "{GlobalID.of(page)}") {{ ... on StatementPage {{ title }} }}'
    asked(LIST)

    answer, _cost = asked(f'{LIST} {node} nowhere: route(path: "/nirgends/") {{ __typename }} {PAGE}')

    assert answer.errors == ()
    assert answer.data is not None
    assert list(answer.data) == ["statements", "node", "nowhere", "route"]
    assert answer.data["node"] == {"title": "Nummer 1"}
    assert answer.data["nowhere"] is None


def test_a_wrong_argument_is_told_beside_the_other_answers(filled: Site) -> None:
    """The root fields are required, so that an error in one takes away all, as the executor would have it."""
    answer, _cost = asked(f"{LIST} wrong: events(first: -1) {{ totalCount }}")

    assert answer.data is None
    assert [(error.path, (error.extensions or {})["code"]) for error in answer.errors] == [(["wrong"], "BAD_PAGE_SIZE")]
