import pytest
from django.db import connection, transaction
from wagtail.models import Locale

from tests.factories.remembered import remembered
from tests.factories.site import Site, make_event, make_site, make_statement
from tests.rows import Rows, put, stored

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="Rows are put back on SQLite alone"),
]


def test_rows_are_put_back() -> None:
    before = stored()
    site = make_site()
    make_event(site.events)
    make_statement(site.statements).delete()
    changed = stored()

    put(before)

    assert changed != before
    assert stored() == before


def test_what_is_remembered_is_what_was_made() -> None:
    (made, rows), (again, same_rows) = _made_and_undone(), _made_and_undone()

    assert same_rows == rows
    assert again.german is not made.german
    assert [vars(page)["title"] for page in (again.german, again.english)] == ["Start", "Home"]


def test_a_page_can_be_made_below_what_is_remembered() -> None:
    _made_and_undone()

    statement = make_statement(remembered(make_site).statements)

    assert statement.get_url_parts()[2] == "/stellungnahmen/nein-zur-wehrpflicht/"


def test_what_a_test_stored_before_stays() -> None:
    _made_and_undone()
    english, _is_new = Locale.objects.get_or_create(language_code="en")

    assert remembered(make_site).english.locale == english


def _made_and_undone() -> tuple[Site, Rows]:
    with transaction.atomic():
        site, rows = remembered(make_site), stored()
        transaction.set_rollback(True)
    return site, rows
