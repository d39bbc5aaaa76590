import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.typesetting.fitting import Box, Overflow, balance_headline, fit, fit_headline, raggedness
from cms.typesetting.fonts import Face
from cms.typesetting.words import Run

COMPOUND = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"


def serif(text: str) -> list[Run]:
    return [Run(text=text, face=Face.SERIF_BOLD)]


def test_headline_lines_are_balanced() -> None:
    lines = balance_headline(serif("Frieden schaffen ohne Waffen und ohne Wehrpflicht"), size=80, measure=888)

    assert max(line.width for line in lines) / min(line.width for line in lines) < 1.5


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(["Krieg", "und", "Aufrüstung", "Vergesellschaftung", "in"]), min_size=1, max_size=15))
def test_balancing_costs_no_line_and_stays_in_the_measure(words: list[str]) -> None:
    layout = fit_headline(serif(" ".join(words)), box=Box(width=888, height=900), largest=100, floor=44, leading=1.1)

    assert layout.width <= 888
    assert layout.height <= 900
    assert " ".join(line.text for line in layout.lines).replace("- ", "") == " ".join(words)


def test_headline_shrinks_rather_than_hyphenating() -> None:
    layout = fit_headline(
        serif("Vergesellschaftung jetzt"), box=Box(width=888, height=600), largest=128, floor=44, leading=1.1
    )

    assert not any(line.hyphenated for line in layout.lines)


def test_headline_hyphenates_a_word_that_cannot_fit() -> None:
    layout = fit_headline(serif(COMPOUND), box=Box(width=888, height=600), largest=128, floor=44, leading=1.1)

    assert layout.width <= 888
    assert "".join(line.text.removesuffix("-") for line in layout.lines) == COMPOUND


def test_headline_does_not_leave_a_short_word_alone() -> None:
    layout = fit_headline(
        serif("Studiengang zur Geschichte des Kommunismus"),
        box=Box(width=888, height=560),
        largest=128,
        floor=44,
        leading=1.1,
    )

    assert [line.text for line in layout.lines] == ["Studiengang zur", "Geschichte des", "Kommunismus"]


def test_headline_goes_below_its_floor_to_keep_a_word_whole() -> None:
    word = "Vergesellschaftungskongress"
    layout = fit_headline(
        serif(word), box=Box(width=888, height=600), largest=128, floor=76, whole_floor=44, leading=1.1
    )

    assert [line.text for line in layout.lines] == [word]
    assert 44 <= layout.size < 76


def test_headline_breaks_where_the_editor_put_soft_hyphens() -> None:
    headline = serif("Kriegs\u00addienst\u00adverweigerungs\u00adberatungs\u00adstelle")
    layout = fit_headline(headline, box=Box(width=888, height=600), largest=128, floor=44, leading=1.1)

    assert [line.text for line in layout.lines] == ["Kriegsdienst-", "verweigerungs-", "beratungsstelle"]


def test_a_ragged_headline_costs_more_than_an_even_one() -> None:
    even = balance_headline(serif("Studiengang zur Geschichte des Kommunismus"), size=100, measure=888)
    ragged = balance_headline(serif("Studiengang zur Geschichte des Kommunismus"), size=128, measure=888)

    assert raggedness(even) < 0.3 < raggedness(ragged)


def test_fit_takes_the_largest_size_that_fits() -> None:
    layout = fit([Run(text="Kurz.")], box=Box(width=888, height=900), largest=42, floor=32, leading=1.4)

    assert (layout.size, len(layout.lines)) == (42, 1)


def test_text_too_long_says_by_how_much() -> None:
    with pytest.raises(Overflow) as caught:
        fit([Run(text="Frieden " * 100)], box=Box(width=888, height=200), largest=42, floor=32, leading=1.4)

    assert 500 < caught.value.characters < 800
