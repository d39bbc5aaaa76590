from cms.search.highlights import LENGTH, Highlighter, Part
from cms.search.queries import Query


def marked(parts: tuple[Part, ...]) -> str:
    return "".join(f"[{part.text}]" if part.is_match else part.text for part in parts)


def highlighter(query: str, language: str = "de") -> Highlighter:
    return Highlighter.of(Query.parse(query), language=language)


def test_forms_of_a_word_are_marked_as_they_stand_in_the_text() -> None:
    text = "Die Kämpfe der Gewerkschaften: Kampf & Streik in der Straße"

    assert marked(highlighter("gewerkschaft kaempfen strasse").whole(text)) == (
        "Die [Kämpfe] der [Gewerkschaften]: [Kampf] & Streik in der [Straße]"
    )


def test_words_that_begin_like_the_last_one_are_marked() -> None:
    assert marked(highlighter("Kri").whole("Krieg und Krise")) == "[Krieg] und [Krise]"


def test_of_a_phrase_only_words_that_follow_each_other_are_marked() -> None:
    assert marked(highlighter('"wer wir sind"').whole("Wir sagen, wer wir sind.")) == "Wir sagen, [wer] [wir] [sind]."


def test_stop_words_and_excluded_words_are_not_marked() -> None:
    assert marked(highlighter("die Frage -offen").whole("Die offene Frage")) == "Die offene [Frage]"


def test_a_text_without_what_was_looked_for_has_no_highlight() -> None:
    assert highlighter("Krieg").whole("Frieden") == ()
    assert highlighter("Krieg").fragment("Frieden") == ()


def test_a_fragment_is_the_stretch_with_most_of_what_was_looked_for() -> None:
    text = f"Krieg. {'Ein Satz dazwischen. ' * 40}Gegen Krieg und Aufrüstung.{' Noch ein Satz.' * 40}"

    fragment = marked(highlighter("Aufrüstung Krieg").fragment(text))

    assert "[Krieg] und [Aufrüstung]" in fragment
    assert fragment[0] == fragment[-1] == "…"
    assert len(fragment) <= LENGTH + len("[][]……")


def test_a_short_text_is_its_own_fragment() -> None:
    assert marked(highlighter("Krieg").fragment("Nie wieder\nKrieg")) == "Nie wieder [Krieg]"


def test_a_fragment_parts_no_words_at_its_ends() -> None:
    text = f"{'Wortwort ' * 100}Krieg{' Wortwort' * 100}"

    fragment = marked(highlighter("Krieg").fragment(text))

    assert set(fragment.strip("…").split()) == {"Wortwort", "[Krieg]"}


def test_a_word_longer_than_a_fragment_is_shown_whole() -> None:
    word = "Krieg" * 100

    assert marked(highlighter("Kriegk").fragment(f"x {word} y")) == f"x [{word}]…"
