import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.measure import LIMITS, Unit, fits, measure, shorten

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("unit", "count"), [(Unit.GRAPHEMES, 1), (Unit.CODE_POINTS, 7), (Unit.UTF16, 11), (Unit.BYTES, 25)]
)
def test_one_family_counts_differently_in_each_unit(unit: Unit, count: int) -> None:
    assert measure(FAMILY, unit=unit) == count


def test_composed_and_decomposed_letters_count_the_same() -> None:
    assert measure("a\u0308", unit=Unit.CODE_POINTS) == measure("ä", unit=Unit.CODE_POINTS) == 1


@given(st.text(), st.sampled_from(sorted(LIMITS)))
def test_what_is_shortened_fits(text: str, limit_name: str) -> None:
    assert fits(shorten(text, limit_name=limit_name), limit_name=limit_name)


def test_what_fits_stays_as_it_is() -> None:
    assert shorten("Kurz  und gut", limit_name="telegram.caption") == "Kurz  und gut"


def test_a_shortened_text_ends_at_a_word() -> None:
    assert shorten("Wort " * 300, limit_name="telegram.caption").endswith("Wort …")


def test_a_word_that_is_too_long_is_cut_inside() -> None:
    assert shorten("x" * 1025, limit_name="telegram.caption") == "x" * 1023 + "…"
    assert shorten("x" * 1025 + " y", limit_name="telegram.caption") == "x" * 1023 + "…"


def test_what_one_reads_as_a_character_is_not_cut() -> None:
    assert shorten(FAMILY * 100, limit_name="telegram.caption") == FAMILY * 93 + "…"


def test_spaces_alone_leave_the_ellipsis() -> None:
    assert shorten(" " * 2000, limit_name="telegram.caption") == "…"


@given(st.text(), st.sampled_from(sorted(LIMITS)), st.integers(min_value=0, max_value=3))
def test_shortening_leaves_room_for_what_follows(text: str, limit_name: str, reserved: int) -> None:
    limit = LIMITS[limit_name]

    assert measure(shorten(text, limit_name=limit_name, reserved=reserved), unit=limit.unit) <= limit.maximum - reserved
