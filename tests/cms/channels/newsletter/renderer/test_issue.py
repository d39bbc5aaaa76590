import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cms.channels.newsletter.renderer import NewsletterTooLongError
from cms.measure import fits
from tests.cms.channels.newsletter.samples import mail, visible
from tests.factories import answers
from tests.factories.newsletter_answers import issue, item, section

EXPECTED = Path(__file__).parents[1] / "expected"
MORE = "Die ganze Ausgabe auf der Website lesen"


def many(number: int, *, summary: str) -> list[dict[str, object]]:
    pages = (answers.statement(title=f"Nummer {count}.", summary=summary) for count in range(number))
    return [section(*map(item, pages))]


def test_issue_is_as_expected(expect_file: Callable[[Path, bytes], None]) -> None:
    message = mail(issue())

    expect_file(EXPECTED / "issue.html", message.html.encode())
    expect_file(EXPECTED / "issue.txt", message.text.encode())
    expect_file(EXPECTED / "issue.eml", message.as_email().as_bytes())


def test_subject_and_preheader_are_those_of_the_issue() -> None:
    message = mail(issue())

    assert message.subject == "Nein zur Wehrpflicht, und wie es weitergeht"
    assert "Ein Text, eine Debatte, zwei Termine</div>" in message.html


def test_summary_stands_in_for_a_preheader() -> None:
    page = issue(preheader="", summary="Vier Sachen.")

    assert '">Vier Sachen.</div>' in mail(page).html


@pytest.mark.parametrize(("number", "is_listed"), [(3, False), (4, True)])
def test_contents_are_listed_when_there_are_many(number: int, *, is_listed: bool) -> None:
    message = mail(issue(*many(number, summary="Kurz.")))

    assert ("In dieser Ausgabe" in visible(message.html)) is is_listed
    assert ("In dieser Ausgabe\n- Nummer 0.\n" in message.text) is is_listed


def test_cancelled_event_says_so_and_strikes_out_its_time() -> None:
    message = mail(issue())

    assert "Abgesagt: Kundgebung" in visible(message.html)
    assert message.html.count("<s>Samstag, 5. Dezember 2026, 14:00–16:00 Uhr") == 1
    assert "Abgesagt: Kundgebung\n~~~" in message.text
    assert "<p>Die Anmeldung wurde verweigert.</p>" in re.sub(r' style="[^"]*"', "", message.html)


def test_page_in_another_language_says_so() -> None:
    assert mail(issue()).html.count('<td lang="en"') == 1


def test_picture_of_an_entry_that_is_not_ready_is_noted() -> None:
    assert mail(issue()).notes == ("A picture is not ready yet and is told in words: Rote Fahnen vor hellem Himmel",)


def test_issue_without_entries_is_its_introduction() -> None:
    message = mail(issue(sections=[]))

    assert MORE not in message.html
    assert message.notes == ()


def test_entries_without_room_are_left_out_and_noted() -> None:
    message = mail(issue(*many(60, summary="Wort " * 500)))

    titles = [number for number in range(60) if f"\nNummer {number}.\n" in message.text]
    assert fits(message.html, limit_name="newsletter.html")
    assert titles == list(range(len(titles)))
    assert 0 < len(titles) < 60
    assert f">{MORE}</a>" in message.html
    assert f"{MORE}:" in message.text
    left_out = f"The last {60 - len(titles)} are left out, with a link to the whole issue on the website."
    assert message.notes == (f"The mail has no room for all 60 entries. {left_out}",)


def test_one_entry_more_would_not_fit() -> None:
    sections = many(60, summary="Wort " * 500)
    number = mail(issue(*sections)).text.count("~~~\n")

    assert mail(issue(*many(number, summary="Wort " * 500))).notes == ()
    assert mail(issue(*many(number + 1, summary="Wort " * 500))).notes != ()


def test_introduction_that_is_too_long_raises() -> None:
    with pytest.raises(NewsletterTooLongError):
        mail(issue(*many(2, summary="Kurz."), summary="Wort " * 20_000))
