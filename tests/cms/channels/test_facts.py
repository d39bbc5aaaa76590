from dataclasses import replace
from typing import Any

import pytest

from cms.channels.fact import Fact
from cms.channels.facts import (
    credit,
    event_facts,
    image_in_words,
    is_off,
    place_in_one_line,
    title_with_status,
    when,
)
from cms.channels.wording import ENGLISH, GERMAN
from tests.factories.answers import BODY, event, occurrence, page, series, statement

ROOM = "https://treffen.example.org/raum"
WHEN = Fact(label="Wann", text="Samstag, 5. Dezember 2026, 14:00–16:00 Uhr")
WHERE = Fact(label="Wo", text="Stadtteilladen\nLange Straße 1, 04103 Leipzig")
ONLINE = Fact(label="Online", text=ROOM, href=ROOM)


@pytest.mark.parametrize(
    ("status", "title", "off"),
    [
        ("SCHEDULED", "Offenes Treffen", False),
        ("CANCELLED", "Abgesagt: Offenes Treffen", True),
        ("POSTPONED", "Verschoben: Offenes Treffen", True),
        ("MOVED_ONLINE", "Findet online statt: Offenes Treffen", False),
    ],
)
def test_title_says_what_has_changed(status: str, title: str, *, off: bool) -> None:
    changed = event(status=status)

    assert (title_with_status(changed, words=GERMAN), is_off(changed)) == (title, off)


def test_title_of_a_page_that_is_no_event_stays() -> None:
    assert title_with_status(statement(), words=ENGLISH) == "Nein zur Wehrpflicht"


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({}, [WHEN, WHERE]),
        ({"onlineUrl": ROOM}, [WHEN, WHERE, ONLINE]),
        ({"onlineUrl": ROOM, "status": "CANCELLED"}, [replace(WHEN, is_off=True), replace(WHERE, is_off=True), ONLINE]),
        ({"onlineUrl": ROOM, "status": "MOVED_ONLINE"}, [WHEN, ONLINE]),
        ({"status": "MOVED_ONLINE"}, [WHEN]),
        ({"address": ""}, [WHEN, Fact(label="Wo", text="Stadtteilladen")]),
        ({"venue": "", "address": ""}, [WHEN]),
    ],
)
def test_facts_of_an_event(overrides: dict[str, Any], expected: list[Fact]) -> None:
    assert event_facts(event(**overrides), words=GERMAN) == expected


def test_times_of_an_event_follow_its_zone() -> None:
    facts = event_facts(event(start="2026-10-24T18:00:00Z", end="2026-10-25T11:00:00Z"), words=ENGLISH)

    assert facts[0].text == "Saturday, 24 October 2026, 20:00 – Sunday, 25 October 2026, 12:00"


def test_online_address_that_nobody_should_follow_is_no_link() -> None:
    assert event_facts(event(onlineUrl="javascript:x"), words=GERMAN)[-1].href is None


def test_other_pages_have_no_facts() -> None:
    assert event_facts(page(), words=GERMAN) == event_facts(statement(), words=GERMAN) == []


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({}, "Stadtteilladen, Lange Straße 1, 04103 Leipzig"),
        ({"onlineUrl": ROOM}, "Stadtteilladen, Lange Straße 1, 04103 Leipzig"),
        ({"status": "MOVED_ONLINE"}, "Online"),
        ({"venue": "", "address": "", "onlineUrl": ROOM}, "Online"),
        ({"venue": "", "address": ""}, ""),
    ],
)
def test_place_in_one_line(overrides: dict[str, Any], expected: str) -> None:
    assert place_in_one_line(event(**overrides), words=GERMAN) == expected


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        (event(), "Samstag, 5. Dezember 2026, 14:00–16:00 Uhr"),
        (statement(), "20. November 2026"),
        (page(), ""),
    ],
)
def test_when_is_the_time_of_an_event_and_the_day_of_a_text(sample: dict[str, Any], expected: str) -> None:
    assert when(sample, words=GERMAN) == expected


def test_image_is_credited_and_told_in_words() -> None:
    block = BODY[4]

    assert credit(block["image"], words=ENGLISH) == "Image: KO, CC BY 4.0"
    assert credit({}, words=ENGLISH) == ""
    expected = "Bild: Menschen mit Transparenten auf einem Platz – Kundgebung am Antikriegstag"
    assert image_in_words(block, words=GERMAN) == expected
    assert image_in_words(block | {"image": None, "caption": ""}, words=GERMAN) == ""


def test_series_tells_its_exceptions_one_by_one() -> None:
    online = occurrence(date="2027-01-07", status="MOVED_ONLINE")
    page = series(exceptions=[occurrence(), occurrence(date="2026-12-31", note="Silvester"), online])

    fact = {fact.label: fact for fact in event_facts(page, words=GERMAN)}["Abweichungen"]

    lines = ["nicht am 24. Dezember 2026", "nicht am 31. Dezember 2026 (Silvester)", "am 7. Januar 2027: Online"]
    assert fact.text.splitlines() == lines
    assert fact.in_one_line == "; ".join(lines)


@pytest.mark.parametrize(("status", "struck"), [("CANCELLED", ["Wann", "Wo"]), ("MOVED", [])])
def test_only_when_and_where_are_off(status: str, struck: list[str]) -> None:
    told = event(status=status, statusNote="Der Saal ist zu.", coordinates={"latitude": 51.3, "longitude": 12.4})

    facts = event_facts(told, words=GERMAN)

    assert [fact.label for fact in facts if fact.is_off] == struck
    assert [fact.href is None for fact in facts if fact.label == "Wo"] == [status == "CANCELLED"]
