from datetime import date, timedelta
from typing import Any

import pytest
from wagtail.models import Page, PageViewRestriction

from cms.api.context import Context
from cms.api.execution import run
from publications.models import StatementPage
from tests.factories.site import NOW, Site, make_event, make_statement, make_topic

SLICE = """{ edges { cursor node { ... on PageInterface { title } } } pageInfo { hasNextPage hasPreviousPage
  startCursor endCursor } totalCount }"""
DAYS = {"DATE_DESC": "654321", "DATE_ASC": "123456", "TITLE_ASC": "123456", "TITLE_DESC": "654321"}


def previewed(draft: Page, name: str, arguments: str) -> Any:
    text = f"{{ {name}({arguments}) {SLICE} }}"
    answer = run(text, variables={}, context=Context(base_url="", now=NOW, draft=draft))
    assert answer.errors == ()
    assert answer.data is not None
    return answer.data[name]


def titles(found: Any) -> list[str]:
    return [edge["node"]["title"] for edge in found["edges"]]


def walked(draft: Page, arguments: str, *, backwards: bool) -> list[str]:
    """Return all titles of a list that is read by slices of two."""
    size, cursor, more, end = (
        ("last", "before", "hasPreviousPage", "startCursor")
        if backwards
        else ("first", "after", "hasNextPage", "endCursor")
    )
    found: list[str] = []
    place = "null"
    while place:
        part = previewed(draft, "statements", f"{arguments}, {size}: 2, {cursor}: {place}")
        found = [*titles(part), *found] if backwards else [*found, *titles(part)]
        place = f'"{part["pageInfo"][end]}"' if part["pageInfo"][more] else ""
    return found


@pytest.fixture
def others(site: Site) -> Site:
    for day in (1, 2, 3, 5, 6):
        make_statement(site.statements, f"Nr. {day}", date=date(2026, 11, day))
    return site


@pytest.fixture(params=["never published", "published", "never saved"])
def draft(request: pytest.FixtureRequest, others: Site) -> Page:
    """Return a draft of the fourth day, of which the database has another day or nothing."""
    saved: Page = make_statement(others.statements, "Vorher", date=date(2026, 10, 1), live=request.param == "published")
    page: Page = StatementPage.objects.get(pk=saved.pk)
    page.title, page.date = "Nr. 4", date(2026, 11, 4)  # type: ignore[attr-defined]  A statement has one.
    if request.param == "never saved":
        saved.delete()
        page.pk = page.id = None
    return page


@pytest.mark.parametrize(("order", "days"), DAYS.items())
@pytest.mark.parametrize("backwards", [False, True])
def test_a_draft_has_its_place_in_every_order_and_slice(draft: Page, order: str, days: str, *, backwards: bool) -> None:
    expected = [f"Nr. {day}" for day in days]

    whole = previewed(draft, "statements", f"orderBy: {order}")

    assert (titles(whole), whole["totalCount"]) == (expected, 6)
    assert walked(draft, f"orderBy: {order}", backwards=backwards) == expected


def test_a_draft_comes_after_its_equals_and_last_where_it_has_no_value(others: Site) -> None:
    StatementPage.objects.update(first_published_at=NOW)
    page = make_statement(others.statements, "Neu", date=date(2026, 11, 3), live=False)

    same = previewed(page, "statements", "orderBy: DATE_ASC")
    without = previewed(page, "statements", "orderBy: FIRST_PUBLISHED_AT_DESC")

    assert titles(same)[2:4] == ["Nr. 3", "Neu"]
    assert titles(without)[-1] == "Neu"


def test_a_draft_is_in_no_list_whose_filter_leaves_it_out(others: Site) -> None:
    page = make_statement(others.statements, "Neu", date=date(2026, 11, 4), live=False)
    page.topics = [make_topic()]
    page.save()

    assert titles(previewed(page, "statements", 'where: { title: { eq: "Neu" } }')) == ["Neu"]
    assert titles(previewed(page, "statements", 'topic: "frieden"')) == ["Neu"]
    assert titles(previewed(page, "statements", 'where: { title: { eq: "Nr. 1" } }')) == ["Nr. 1"]
    assert titles(previewed(page, "statements", 'topic: "krieg"')) == []
    assert titles(previewed(page, "statements", "locale: en")) == []
    assert titles(previewed(page, "events", "locale: de")) == []


def test_a_draft_of_what_is_closed_to_the_public_is_in_no_list(others: Site) -> None:
    page = make_statement(others.statements, "Neu", live=False)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert "Neu" not in titles(previewed(page, "statements", "first: 20"))


def test_a_draft_in_another_language_takes_the_place_of_what_stands_in_for_it(others: Site) -> None:
    german = make_statement(others.statements, "Deutsch")
    english = german.copy_for_translation(others.english.locale, copy_parents=True)
    english.title = "English"

    found = titles(previewed(english, "statements", "locale: en, fallback: [de]"))

    assert [title for title in found if not title.startswith("Nr.")] == ["English"]


def test_a_draft_of_an_event_stands_among_those_that_come_next(site: Site) -> None:
    for days in (1, 3):
        make_event(site.events, f"In {days}", start=NOW + timedelta(days=days))
    page = make_event(site.events, "In 2", start=NOW + timedelta(days=2), live=False)
    arguments = f'upcoming: true, channel: CALENDAR, endingAfter: "{NOW.isoformat()}"'

    first = previewed(page, "events", f"{arguments}, first: 2")
    second = previewed(page, "events", f'{arguments}, first: 2, after: "{first["pageInfo"]["endCursor"]}"')

    assert (titles(first), titles(second)) == (["In 1", "In 2"], ["In 3"])
