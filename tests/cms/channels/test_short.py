from typing import Any

import pytest

from cms.channels.short import Room, short
from cms.measure import fits
from tests.factories.answers import event, statement

URL = statement()["url"]
WITH_ADDRESS = Room(limits=("mastodon.text",), url=URL)
WITH_CARD = Room(limits=("bluesky.text", "bluesky.bytes"))


def planned(text: str, **page: Any) -> dict[str, Any]:
    return statement(post={"isEnabled": True, "text": text, "slideStyle": "BRAND"}, **page)


def test_a_page_is_its_title_its_summary_and_its_address() -> None:
    said = short(statement(summary="Kein Zwang."), room=WITH_ADDRESS)

    assert (said.text, said.notes) == (f"Nein zur Wehrpflicht\n\nKein Zwang.\n\n{URL}", ())


def test_where_a_card_leads_to_the_page_the_words_hold_no_address() -> None:
    assert short(statement(summary="Kein Zwang."), room=WITH_CARD).text == "Nein zur Wehrpflicht\n\nKein Zwang."


def test_own_words_are_said_instead() -> None:
    assert short(planned("Nein & nie!"), room=WITH_ADDRESS).text == f"Nein & nie!\n\n{URL}"
    assert short(planned(f"Lest {URL}!"), room=WITH_ADDRESS).text == f"Lest {URL}!"


@pytest.mark.parametrize("room", [WITH_ADDRESS, WITH_CARD])
def test_own_words_that_do_not_fit_are_said_to_be_cut(room: Room) -> None:
    said = short(planned(f"{'Wort ' * 120} {URL}"), room=room)

    assert fits(said.text, limit_name=room.limits[0])
    assert said.text.endswith(room.url or "Wort …")
    assert said.notes == ("The words are too long for the channel and were cut.",)


@pytest.mark.parametrize("room", [WITH_ADDRESS, WITH_CARD])
def test_a_summary_that_does_not_fit_is_cut_and_told(room: Room) -> None:
    said = short(statement(summary="Wir sagen nein. " * 31), room=room)

    assert fits(said.text, limit_name=room.limits[0])
    assert said.text.startswith("Nein zur Wehrpflicht\n\nWir sagen nein.")
    assert "…" in said.text
    (note,) = said.notes
    assert note.startswith("There was no room for all of this, and it was cut: “Wir sagen nein. Wir")
    assert note.endswith("…”")


def test_what_there_is_no_room_for_at_all_is_told() -> None:
    said = short(statement(title="x" * 290, summary="Kein Zwang."), room=WITH_CARD)

    assert said.text == "x" * 290
    assert said.notes == ("There was no room for this: “Kein Zwang.”",)


def test_an_address_counts_as_23_however_long_it_is() -> None:
    text = "x" * (500 - 2 - 23)

    assert short(planned(text), room=WITH_ADDRESS).notes == ()
    assert short(planned(f"{text}x"), room=WITH_ADDRESS).notes != ()


def test_bytes_count_where_the_network_counts_them_too() -> None:
    said = short(planned("👨‍👩‍👧‍👦" * 200), room=WITH_CARD)

    assert len(said.text.encode()) <= 3000
    assert said.notes


def test_a_correction_comes_before_the_summary() -> None:
    corrected = statement(corrections=[{"date": "2026-11-22", "text": "Es waren 300."}], summary="Kein Zwang.")

    said = short(corrected, room=WITH_ADDRESS).text

    assert said.index("Es waren 300.") < said.index("Kein Zwang.")


def test_an_event_says_when_and_where() -> None:
    said = short(event(summary=""), room=WITH_CARD).text

    assert said.splitlines()[0] == "Offenes Treffen"
    assert "14:00–16:00 Uhr" in said
    assert "Stadtteilladen" in said


def test_an_event_that_is_off_sends_nobody_to_its_place() -> None:
    said = short(event(status="CANCELLED"), room=WITH_CARD).text

    assert said.startswith("Abgesagt: Offenes Treffen")
    assert "Stadtteilladen" not in said
