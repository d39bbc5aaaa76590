from datetime import timedelta

from cms.delivery.planning.moments import not_after
from tests.factories.site import NOW


def test_an_event_makes_sense_until_it_begins() -> None:
    start = NOW + timedelta(days=3)

    assert not_after({"start": start.isoformat()}, due=NOW) == start


def test_a_report_on_an_event_makes_sense_for_hours() -> None:
    start = NOW - timedelta(days=3)

    assert not_after({"start": start.isoformat()}, due=NOW) == NOW + timedelta(hours=6)


def test_a_statement_makes_sense_for_hours() -> None:
    assert not_after({"title": "Nein"}, due=NOW) == NOW + timedelta(hours=6)
