import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.typesetting.fonts import Face, load
from cms.typesetting.paragraph import Line, MeasureTooNarrow, break_lines
from cms.typesetting.words import Run

WORDS = [
    "Krieg",
    "Frieden",
    "Bürger:innen",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
    "Nord-Süd-Konflikt",
    "https://example.org/stellungnahmen/2026/12",
    "am",
    "12.",
    "Dezember",
    "z.",
    "B.",
    "§",
    "3",
    "–",
    "ja",
    "Arbeiterinnen",
    "ÄÖÜ",
    "Łódź",
    "Doğan",
    "—",
    "a",
]
paragraphs = st.lists(
    st.builds(
        lambda words, face: Run(text=" ".join(words) + " ", face=face),
        st.lists(st.sampled_from(WORDS) | st.text("abcßüéx-/", min_size=1, max_size=30), min_size=1, max_size=20),
        st.sampled_from([Face.SANS, Face.SANS_ITALIC, Face.SANS_BOLD]),
    ),
    min_size=1,
    max_size=4,
)


def unbroken(lines: tuple[Line, ...]) -> str:
    texts = (line.text.removesuffix("-") if line.hyphenated else line.text for line in lines)
    return "".join("".join(texts).split())


@settings(deadline=None, max_examples=60)
@given(paragraphs, st.integers(160, 1000), st.integers(20, 60))
def test_no_line_exceeds_the_measure(runs: list[Run], measure: int, size: int) -> None:
    lines = break_lines(runs, size=size, measure=measure)

    assert max(line.width for line in lines) <= measure + 0.01


@settings(deadline=None, max_examples=60)
@given(paragraphs, st.integers(160, 1000), st.integers(20, 60))
def test_every_character_is_kept_in_order(runs: list[Run], measure: int, size: int) -> None:
    lines = break_lines(runs, size=size, measure=measure)

    assert unbroken(lines) == "".join("".join(run.text for run in runs).split())
    assert all("".join(span.text for span in line.spans) == line.text.replace(" ", "") for line in lines)


@settings(deadline=None, max_examples=30)
@given(paragraphs, st.integers(300, 1000))
def test_lines_measure_as_the_real_font_does(runs: list[Run], measure: int) -> None:
    for line in break_lines(runs, size=42, measure=measure):
        last = line.spans[-1]
        assert last.x + load(last.face, size=84).getlength(last.text) / 2 <= measure + 1


def test_last_line_is_not_a_lone_word() -> None:
    text = "Wir rufen am kommenden Samstag in der ganzen Stadt alle zur Kundgebung auf."

    for measure in range(300, 900, 20):
        lines = break_lines([Run(text=text)], size=42, measure=measure)
        assert len(lines) == 1 or " " in lines[-1].text


def test_emphasis_keeps_its_face_across_lines() -> None:
    runs = [Run(text="Das ist "), Run(text="sehr wichtig", face=Face.SANS_BOLD), Run(text=", sagt sie.")]

    spans = [span for line in break_lines(runs, size=42, measure=260) for span in line.spans]

    assert [span.text for span in spans if span.face is Face.SANS_BOLD] == ["sehr", "wichtig"]


def test_text_without_words_has_no_lines() -> None:
    assert break_lines([Run(text=" \n ")], size=42, measure=300) == ()


def test_measure_below_a_letter_is_refused() -> None:
    with pytest.raises(MeasureTooNarrow):
        break_lines([Run(text="Frieden")], size=42, measure=10)
