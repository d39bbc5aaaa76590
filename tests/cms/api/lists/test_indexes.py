from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from cms.api.lists.cursors import Position
from cms.api.lists.declared import COLLECTIONS
from cms.api.lists.slices import Window
from cms.api.visibility import Visibility
from tests.factories.site import NOW

STATEMENTS, EVENTS = (
    next(collection for collection in COLLECTIONS if collection.name == name) for name in ("statements", "events")
)
PLACE = Position(value=date(2026, 11, 1), pk=4711)


def plan_of(queryset: QuerySet[Any]) -> str:
    """Return how the database would go about it, had it many rows."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off"
            )
    return queryset.explain()


@pytest.mark.parametrize("sent", [{}, {"locale": "de"}, {"locale": "en", "fallback": ["de"]}, {"topic": "frieden"}])
@pytest.mark.parametrize("way", ["first", "last"])
@pytest.mark.parametrize("place", [None, PLACE])
def test_a_slice_begins_within_the_index_and_is_in_order_there(
    db: None, sent: dict[str, Any], way: str, place: Position | None
) -> None:
    visibility = Visibility(now=NOW, restricted_page_paths=(), restricted_collection_paths=())
    arguments = STATEMENTS.clean(sent)
    is_backwards = way == "last"
    cursors = {"after": None, "before": place} if is_backwards else {"after": place, "before": None}
    window = Window(size=20, is_backwards=is_backwards, **cursors)

    found = STATEMENTS.queryset(arguments, visibility)
    plan = plan_of(window.apply(visibility.pages(found), STATEMENTS.order(arguments))[:21])

    assert "statement_by_date" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite does not know when to use them (cms/pages/migrations)."
)
@pytest.mark.parametrize("way", ["first", "last"])
@pytest.mark.parametrize(
    ("order_by", "index"),
    [
        ("TITLE_ASC", "page_by_title"),
        ("TITLE_DESC", "page_by_title"),
        ("UPDATED_AT_ASC", "page_by_update"),
        ("UPDATED_AT_DESC", "page_by_update_down"),
        ("FIRST_PUBLISHED_AT_DESC", "page_by_first_publishing_down"),
    ],
)
def test_what_stands_in_the_table_of_all_pages_is_in_order_in_an_index(
    db: None, way: str, order_by: str, index: str
) -> None:
    visibility = Visibility(now=NOW, restricted_page_paths=(), restricted_collection_paths=())
    order = STATEMENTS.order({"order_by": order_by})
    window = Window(size=20, is_backwards=way == "last", after=None, before=None)

    plan = plan_of(window.apply(visibility.pages(STATEMENTS.queryset({}, visibility)), order)[:21])

    assert f"{index} on wagtailcore_page" in plan
    assert "Sort" not in plan


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite puts those that have not ended in order.")
def test_upcoming_events_are_in_the_order_of_their_dates_in_an_index(db: None) -> None:
    visibility = Visibility(now=NOW, restricted_page_paths=(), restricted_collection_paths=())
    sent = EVENTS.clean({"upcoming": True})
    window = Window(size=20, is_backwards=False, after=None, before=None)

    plan = plan_of(window.apply(visibility.pages(EVENTS.queryset(sent, visibility)), EVENTS.order(sent))[:21])

    assert "event_occurrence_soonest" in plan
    assert "Sort" not in plan
