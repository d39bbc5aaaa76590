import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.typesetting.hyphenation import bind, hyphenation_points


def hyphenated(word: str, language: str = "de") -> str:
    points = hyphenation_points(word, language=language)
    return "".join(("|" if index in points else "") + letter for index, letter in enumerate(word))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Straßenbahn", "Stra|ßen|bahn"),
        ("„Vergesellschaftung“,", "„Ver|ge|sell|schaf|tung“,"),
        ("Urinstinkt", "Ur|instinkt"),
        ("folgendermaßen:", "fol|gen|der|ma|ßen:"),
        ("Abend", "Abend"),
    ],
)
def test_german_words_are_hyphenated(word: str, expected: str) -> None:
    assert hyphenated(word) == expected


def test_english_words_are_hyphenated() -> None:
    assert hyphenated("organization", "en") == "orga|ni|za|tion"


@pytest.mark.parametrize(
    "word",
    [
        "https://example.org/vergesellschaftung",
        "Bürger:innenversammlung",
        "Mitglieder*innenliste",
        "Genoss_innenschaft",
        "@kommunistische",
        "#OffeneGesellschaft",
        "1000-Meter-Lauf2026",
        "kundgebung@organisation.de",
    ],
)
def test_addresses_tags_and_figures_are_left_whole(word: str) -> None:
    assert hyphenation_points(word, language="de") == ()


@pytest.mark.parametrize("name", ["Brzęczyszczykiewicz", "Çağlayanoğlu", "Łódźerinnen"])
def test_names_with_letters_from_elsewhere_are_left_whole(name: str) -> None:
    assert hyphenation_points(name, language="de") == ()


def test_unknown_language_is_not_hyphenated() -> None:
    assert hyphenation_points("Vergesellschaftung", language="fr") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("am 12. Dezember", "am 12.~Dezember"),
        ("§ 3 und Art. 5", "§~3 und Art.~5"),
        ("z. B. heute", "z.~B. heute"),
        ("um 18 Uhr, 20 % mehr", "um 18~Uhr, 20~% mehr"),
        ("jetzt – oder nie", "jetzt~– oder nie"),
        ("im Jahr 2018. Dann", "im Jahr 2018. Dann"),
    ],
)
def test_bind_joins_what_must_stay_together(text: str, expected: str) -> None:
    assert bind(text).replace("\u00a0", "~") == expected


@given(st.text())
def test_bind_keeps_the_length(text: str) -> None:
    assert len(bind(text)) == len(text)
