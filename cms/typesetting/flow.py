from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cms.typesetting.fitting import Box, Layout, Overflow, largest_fitting
from cms.typesetting.fonts import Face
from cms.typesetting.paragraph import break_lines
from cms.typesetting.words import Run

LEADING = 1.4
GAP = 0.6
GAP_BETWEEN_ITEMS = 0.3
GAP_ABOVE_HEADING = 0.9
GAP_BELOW_HEADING = 0.1
GAP_AFTER_MARKER = 0.5


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph; with a marker ("•", "3.") an item of a list, which may be an item's continuation (" ")."""

    runs: tuple[Run, ...]
    marker: str = ""
    heading: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, kw_only=True)
class Placed:
    layout: Layout
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Column:
    """Blocks set one below the other."""

    placed: tuple[Placed, ...]
    size: int
    height: float
    lines: tuple[int, ...]
    """The number of lines of each block."""


def fit_column(blocks: Sequence[Block], *, box: Box, largest: int, floor: int, language: str = "de") -> Column:
    """Set blocks as large as the box allows; raise Overflow below the floor."""

    def at(size: int) -> Column:
        return set_column(blocks, size=size, width=box.width, language=language)

    column = largest_fitting(at, height=box.height, largest=largest, floor=floor)
    if column is None:
        raise _overflow(blocks, at(floor), height=box.height)
    return column


def set_column(blocks: Sequence[Block], *, size: int, width: float, language: str = "de") -> Column:
    leading = round(size * LEADING)
    indent = max((_indent(block, size=size) for block in blocks), default=0)
    placed: list[Placed] = []
    lines: list[int] = []
    y = bottom = 0.0
    for index, block in enumerate(blocks):
        y += gap(blocks[index - 1], block) * leading if index else 0
        x = indent if block.marker else 0
        layout = _layout(block, size=size, width=width - x, language=language)
        if block.marker.strip():
            placed.append(Placed(layout=_marker(block, size=size), x=0, y=y))
        placed.append(Placed(layout=layout, x=x, y=y))
        lines.append(len(layout.lines))
        bottom = y + layout.height
        y += len(layout.lines) * leading
    return Column(placed=tuple(placed), size=size, height=bottom, lines=tuple(lines))


def gap(above: Block, below: Block) -> float:
    """Return the space between two blocks as a share of the leading."""
    if below.heading:
        return GAP_ABOVE_HEADING
    if above.heading:
        return GAP_BELOW_HEADING
    return GAP_BETWEEN_ITEMS if above.marker and below.marker else GAP


@lru_cache(maxsize=2048)
def _layout(block: Block, *, size: int, width: float, language: str) -> Layout:
    runs = tuple(replace(run, face=Face.SANS_BOLD) for run in block.runs) if block.heading else block.runs
    lines = break_lines(runs, size=size, measure=width, language=language)
    return Layout(lines=lines, size=size, leading=round(size * LEADING))


def _marker(block: Block, *, size: int) -> Layout:
    lines = break_lines([Run(text=block.marker)], size=size, measure=size * len(block.marker))
    return Layout(lines=lines, size=size, leading=size)


def _indent(block: Block, *, size: int) -> float:
    return _marker(block, size=size).width + GAP_AFTER_MARKER * size if block.marker.strip() else 0


def _overflow(blocks: Sequence[Block], column: Column, *, height: float) -> Overflow:
    text = "\n".join(block.text for block in blocks)
    beyond = [
        line.text
        for placed in column.placed
        for number, line in enumerate(placed.layout.lines)
        if placed.y + number * placed.layout.leading + placed.layout.size > height
    ]
    return Overflow(text=text, characters=sum(map(len, beyond)))
