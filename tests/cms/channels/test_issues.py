from hypothesis import given
from hypothesis import strategies as st

from cms.channels.issues import first_entries, issue_sections
from cms.channels.wording import wording
from tests.factories import answers
from tests.factories.newsletter_answers import issue, item, section

GERMAN = wording("de")


def test_own_words_stand_in_place_of_the_summary() -> None:
    page = issue(section(item(answers.page(summary="Kurz.")), item(answers.page(), "Eigene.")))

    (found,) = issue_sections(page, words=GERMAN)

    assert [entry.teaser for entry in found.entries] == ["Kurz.", "Eigene."]


def test_series_shows_its_next_date() -> None:
    (found,) = issue_sections(issue(section(item(answers.series()))), words=GERMAN)

    assert found.entries[0].when == "Donnerstag, 3. Dezember 2026, 19:00–21:00 Uhr"


def test_other_pages_have_no_sections() -> None:
    assert issue_sections(answers.page(), words=GERMAN) == []


@given(sizes=st.lists(st.integers(0, 5), max_size=6), count=st.integers(0, 40))
def test_first_entries_are_the_first_and_no_section_is_empty(sizes: list[int], count: int) -> None:
    numbers = iter(range(sum(sizes)))
    pages = [[item(answers.page(title=str(next(numbers)))) for _ in range(size)] for size in sizes]
    sections = issue_sections(issue(sections=[section(*found) for found in pages]), words=GERMAN)

    kept = first_entries(sections, count=count)

    titles = [entry.title for each in kept for entry in each.entries]
    assert titles == [str(number) for number in range(min(count, sum(sizes)))]
    assert all(each.entries for each in kept)
