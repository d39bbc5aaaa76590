import pytest

from cms.search.analysis import clean, folded, is_stop_word, stem, stems


@pytest.mark.parametrize(
    "forms",
    [
        "Aufrüstung Aufruestung Aufrustung AUFRÜSTUNG",
        "Straße Strasse STRASSE Straßen",
        "Kampf Kämpfe Kaempfe kämpfen",
        "Gewerkschaft Gewerkschaften gewerkschaftlich",
        "Müller Mueller Muller",
        "Krieg Kriege Krieges Kriegen",
        "neu neue neuen neuer",
        "Frau Frauen",
    ],
)
def test_german_forms_and_spellings_share_a_stem(forms: str) -> None:
    assert len({stem(form, "de") for form in forms.split()}) == 1


@pytest.mark.parametrize("forms", ["organize organized organizing organizes", "union unions", "study studies studied"])
def test_english_forms_share_a_stem(forms: str) -> None:
    assert len({stem(form, "en") for form in forms.split()}) == 1


@pytest.mark.parametrize(("query", "text"), [("Mueller", "Müller"), ("Müller", "Mueller"), ("Muller", "Müller")])
def test_german_names_are_found_in_english_texts(query: str, text: str) -> None:
    assert stem(text, "en") in stems(query, "en")


def test_languages_without_a_stemmer_are_only_folded() -> None:
    assert stem("Économies", "fr") == "economies"


def test_a_word_is_never_folded_to_nothing_and_never_longer_than_indexes_take() -> None:
    assert [folded(word) for word in ("½", "Ⅷ", "ﬁ", "x" * 5000)] == ["12", "viii", "fi", "x" * 48]


def test_marks_that_cannot_be_seen_or_stored_part_no_word() -> None:
    assert clean("Wehr\u00adpflicht\0\ud800 u\u0308ber") == "Wehrpflicht   über"


def test_stop_words_are_known_in_either_spelling() -> None:
    assert [is_stop_word(word, "de") for word in ("FÜR", "über", "s", "Krieg", "2")] == [True, True, True, False, False]
