import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.typesetting.contrast import BLACK, WHITE, InvalidColor, contrast_ratio, ensure_contrast, muted, parse_hex

colors = st.tuples(*[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(
    ("value", "expected"), [("#e3000f", (227, 0, 15)), ("fff", (255, 255, 255)), (" #0AF ", (0, 170, 255))]
)
def test_hex_is_read(value: str, expected: tuple[int, int, int]) -> None:
    assert parse_hex(value) == expected


@pytest.mark.parametrize("value", ["", "red", "#12345", "#ggg", "rgb(0,0,0)"])
def test_other_notations_are_refused(value: str) -> None:
    with pytest.raises(InvalidColor, match="#rrggbb"):
        parse_hex(value)


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast_ratio(BLACK, WHITE) == pytest.approx(21)


def test_grey_is_known_to_wcag() -> None:
    assert contrast_ratio((118, 118, 118), WHITE) == pytest.approx(4.54, abs=0.01)


def test_sufficient_color_is_kept() -> None:
    assert ensure_contrast((120, 0, 0), WHITE, minimum=7) == (120, 0, 0)


@given(colors, colors, st.sampled_from([3.0, 4.5]))
def test_minimum_up_to_four_and_a_half_is_always_reached(
    foreground: tuple[int, int, int], background: tuple[int, int, int], minimum: float
) -> None:
    adjusted = ensure_contrast(foreground, background, minimum=minimum)

    assert contrast_ratio(adjusted, background) >= minimum


def test_unreachable_minimum_gives_the_better_of_black_and_white() -> None:
    assert ensure_contrast((200, 0, 0), (119, 119, 119), minimum=7) == BLACK


def test_muted_color_stops_at_the_minimum() -> None:
    assert 7 <= contrast_ratio(muted(BLACK, WHITE, minimum=7), WHITE) < 7.2
