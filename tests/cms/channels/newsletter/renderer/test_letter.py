import pytest

from cms.channels.newsletter.renderer.letter import Letter
from tests.factories import answers


def letter(page: dict[str, object]) -> Letter:
    return Letter(page=page, site=answers.SITE)


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/termine/", "https://www.example.org/termine/"),
        ("#anfang", "https://www.example.org/wer-wir-sind/#anfang"),
        ("mailto:info@example.org", "mailto:info@example.org"),
        (" https://example.org/a b", "https://example.org/a%20b"),
        ("javascript:alert(1)", None),
        (" JavaScript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("\x01javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("http://[::1", None),
        ("", None),
        (None, None),
    ],
)
def test_only_addresses_a_reader_can_follow_are_links(href: str | None, address: str | None) -> None:
    assert letter(answers.page()).address(href) == address


def test_statement_opens_with_its_day_and_topics() -> None:
    assert letter(answers.statement()).kicker == "20. November 2026 · Frieden"


def test_event_says_when_and_where() -> None:
    facts = letter(answers.event()).facts

    assert [(fact.label, fact.in_one_line) for fact in facts] == [
        ("Wann", "Samstag, 5. Dezember 2026, 14:00–16:00 Uhr"),
        ("Wo", "Stadtteilladen, Lange Straße 1, 04103 Leipzig"),
    ]


def test_event_through_the_change_of_clocks_ends_by_the_new_time() -> None:
    page = answers.event(start="2026-10-24T20:00:00+02:00", end="2026-10-25T12:00:00+01:00")

    assert letter(page).facts[0].text.endswith("Sonntag, 25. Oktober 2026, 12:00 Uhr")


def test_cancelled_event_says_so_first() -> None:
    cancelled = letter(answers.event(status="CANCELLED"))

    assert cancelled.subject == "Abgesagt: Offenes Treffen"
    assert [fact.label for fact in cancelled.facts if fact.is_off] == ["Wann", "Wo"]


def test_event_that_moved_online_names_no_place() -> None:
    page = answers.event(status="MOVED_ONLINE", onlineUrl="https://meet.example.org/raum")

    assert [fact.label for fact in letter(page).facts] == ["Wann", "Online"]


def test_preheader_falls_back_to_key_points_and_facts() -> None:
    assert letter(answers.statement(summary="")).preheader == "Die Wehrpflicht dient dem Krieg."
    assert letter(answers.event(summary="")).preheader.startswith("Samstag, 5. Dezember 2026")
    assert letter(answers.page(summary="")).preheader == ""
