import pytest

from tests.cms.api.search.conftest import NOTHING, Ask, titles
from tests.factories.site import Site, make_page


@pytest.mark.parametrize("query", ["", "   ", "die", "…", '""', "-krieg", "\0\ud800", "NOT -die"])
def test_nothing_to_look_for_finds_nothing(site: Site, look_for: Ask, query: str) -> None:
    assert look_for(query) == NOTHING


def test_ten_thousand_characters_are_shortened_and_find_the_page_they_are_from(site: Site, look_for: Ask) -> None:
    sentence = "Kohle Stahl Werft Hafen Kran Zeche "
    make_page(site.german, "Bergbau", body=[("paragraph", {"text": f"<p>{sentence * 300}</p>"})])

    found = look_for(sentence * 300)

    assert (titles(found), found["isShortened"]) == (["Bergbau"], True)


def test_the_title_weighs_more_than_the_summary_and_the_summary_more_than_the_body(site: Site, look_for: Ask) -> None:
    text = [("paragraph", {"text": "<p>Es geht um Bergbau.</p>"})]
    make_page(site.german, "Im Text", summary="Eins zwei.", body=text)
    make_page(site.german, "In Kürze", summary="Über Bergbau.")
    make_page(site.german, "Über Bergbau", summary="Eins zwei.")

    assert titles(look_for("Bergbau")) == ["Über Bergbau", "In Kürze", "Im Text"]


def test_phrases_and_excluded_words(site: Site, look_for: Ask) -> None:
    make_page(site.german, "Krieg und Frieden")
    make_page(site.german, "Frieden statt Krieg")

    assert sorted(titles(look_for("Krieg Frieden"))) == ["Frieden statt Krieg", "Krieg und Frieden"]
    assert titles(look_for('"Krieg und Frieden"')) == ["Krieg und Frieden"]
    assert titles(look_for("Frieden -und")) == ["Frieden statt Krieg"]
    assert titles(look_for('Frieden -"statt Krieg"')) == ["Krieg und Frieden"]


def test_an_unfinished_word_finds_what_begins_like_it(site: Site, look_for: Ask) -> None:
    make_page(site.german, "Demonstrationen")

    assert [titles(look_for(typed)) for typed in ("Demo", "Demonstr", "demonstratio", "Demonstrationen")] == [
        ["Demonstrationen"]
    ] * 4
