import pytest

from cms.search.analysis import folded, stem
from cms.search.queries import LONGEST_TYPED, MAXIMUM_CHARACTERS, MAXIMUM_WORDS, Query, Term


def said(query: Query) -> tuple[list[str], list[str]]:
    return [" ".join(term.words) for term in query.terms], [" ".join(term.words) for term in query.excluded]


@pytest.mark.parametrize(
    ("text", "terms", "excluded"),
    [
        ("Krieg Frieden", ["Krieg", "Frieden"], []),
        ('"Krieg und Frieden" Tolstoi', ["Krieg und Frieden", "Tolstoi"], []),
        ("„Krieg und Frieden“ »Tolstoi«", ["Krieg und Frieden", "Tolstoi"], []),
        ('Krieg -Frieden -"Lew Tolstoi"', ["Krieg"], ["Frieden", "Lew Tolstoi"]),
        ("Anti-Kriegs-Bewegung", ["Anti", "Kriegs", "Bewegung"], []),
        ("Krieg - Frieden --", ["Krieg", "Frieden"], []),
        ('"nicht geschlossen', ["nicht", "geschlossen"], []),
        ('NEAR(a* OR b:c) ^d "" *', ["NEAR", "a", "OR", "b", "c", "d"], []),
        ("a & b | !c <-> d:*", ["a", "b", "c", "d"], []),
        ("", [], []),
        (" \0\ud800 –!?\" '", [], []),
    ],
)
def test_what_is_typed_is_read(text: str, terms: list[str], excluded: list[str]) -> None:
    assert said(Query.parse(text)) == (terms, excluded)


def test_stop_words_are_not_looked_for_outside_quotation_marks() -> None:
    query = Query.parse('die Kämpfe "in der Fabrik"')

    assert [term.words for term in query.required("de")] == [("Kämpfe",), ("in", "der", "Fabrik")]
    assert [term.words for term in query.required("en")] == [("die",), ("Kämpfe",), ("in", "der", "Fabrik")]


def test_several_stop_words_alone_are_looked_for_as_they_stand() -> None:
    assert Query.parse("wer wir sind").required("de") == (Term(words=("wer", "wir", "sind"), is_quoted=True),)


def test_a_stop_word_alone_is_nothing_to_look_for() -> None:
    assert Query.parse("die").required("de") == ()


def test_only_the_last_word_may_be_unfinished() -> None:
    assert [term.beginnings for term in Query.parse("Kriege Aufruest").terms] == [(), ("aufruest", "aufrust")]
    assert [term.beginnings for term in Query.parse('Kriege "Aufruest"').terms] == [(), ()]
    assert [term.beginnings for term in Query.parse("Kriege A").terms] == [(), ()]


def test_ten_thousand_characters_are_cut_to_the_first_words() -> None:
    query = Query.parse("Krieg und Frieden " * 600)

    assert len(query.terms) == MAXIMUM_WORDS
    assert query.is_shortened
    assert not Query.parse("Krieg " * MAXIMUM_WORDS).is_shortened


def test_one_long_quotation_is_cut_as_well() -> None:
    query = Query.parse(f'"{"Krieg " * 600}"')

    assert [len(term.words) for term in query.terms] == [MAXIMUM_WORDS]
    assert query.is_shortened


def test_nothing_long_stays_in_memory() -> None:
    folded.cache_clear()
    stem.cache_clear()
    remembered: list[str] = []
    for text in ("a" * 30_000, "b" * 1_000 + " " + "ö" * 30_000, '"' + "c" * 30_000 + '" -' + "d" * 30_000):
        query = Query.parse(text)
        remembered += [word for term in (*query.terms, *query.excluded) for word in term.words]
        assert query.required("de")

    assert max(map(len, remembered)) == LONGEST_TYPED


def test_a_long_text_is_cut_between_words() -> None:
    query = Query.parse("Kriege " + "x" * 100 + " " + "Donaudampfschifffahrt" * 200)

    assert [term.words[0][:7] for term in query.terms] == ["Kriege", "xxxxxxx"]
    assert query.is_shortened


def test_space_between_words_counts_for_nothing() -> None:
    query = Query.parse("Krieg" + " " * MAXIMUM_CHARACTERS + "Frieden")

    assert (said(query), query.is_shortened) == ((["Krieg", "Frieden"], []), False)


def test_of_a_long_word_as_much_is_read_as_the_index_holds() -> None:
    for letter in ("ä", "ﬃ", "ß", "ue", "ǆ"):
        (term,) = Query.parse(letter * 500).terms
        assert term.spellings("en") == Term(words=(letter * 500,)).spellings("en")
