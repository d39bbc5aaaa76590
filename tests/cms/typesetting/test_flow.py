import pytest

from cms.typesetting.fitting import Box, Overflow
from cms.typesetting.flow import Block, fit_column, set_column
from cms.typesetting.words import Run


def block(text: str, marker: str = "") -> Block:
    return Block(runs=(Run(text=text),), marker=marker)


def test_items_hang_from_their_markers() -> None:
    column = set_column([block("Frieden " * 12, "•"), block("Brot", "•")], size=42, width=600)

    bullet, first, _, second = column.placed

    assert bullet.x == 0
    assert first.x == second.x > 0
    assert len(first.layout.lines) > 1


def test_numbers_of_different_width_share_one_indent() -> None:
    column = set_column([block("Frieden", "9."), block("Brot", "10.")], size=42, width=600)

    assert column.placed[1].x == column.placed[3].x


def test_column_too_long_says_by_how_much() -> None:
    with pytest.raises(Overflow) as caught:
        fit_column([block("Frieden " * 40), block("Brot " * 40)], box=Box(width=600, height=500), largest=42, floor=32)

    assert 50 < caught.value.characters < 200


def test_height_reaches_to_the_last_line() -> None:
    column = set_column([block("Frieden"), block("Brot")], size=40, width=600)

    last = column.placed[-1]

    assert column.height == last.y + last.layout.height
