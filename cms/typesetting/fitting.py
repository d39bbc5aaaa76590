from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Never, Protocol, TypeVar

from cms.typesetting.paragraph import (
    HEADLINE,
    Line,
    break_lines,
    candidates,
    choose,
    set_lines,
)
from cms.typesetting.words import MEASURING_SIZE, Run, text_of

# The first baseline lies this share of the size below the top of a layout.
ASCENT = 0.76

# A headline is hyphenated only if that makes it this much larger.
GAIN_WORTH_A_HYPHEN = 1.5

# A balanced headline may use a little more than its narrowest measure to end its lines sensibly.
PLAY = 1.05


class Overflow(ValueError):
    """Raised when a text does not fit at its smallest size; says how many characters are too many."""

    def __init__(self, *, text: str, characters: int) -> None:
        self.characters = characters
        self.text = text
        super().__init__(f"Too long by about {characters} characters: “{text[:60]}”")


@dataclass(frozen=True, kw_only=True)
class Box:
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Layout:
    lines: tuple[Line, ...]
    size: int
    leading: float

    @property
    def width(self) -> float:
        return max((line.width for line in self.lines), default=0)

    @property
    def height(self) -> float:
        return (len(self.lines) - 1) * self.leading + self.size if self.lines else 0


class Tall(Protocol):
    @property
    def height(self) -> float: ...


T = TypeVar("T", bound=Tall)


def fit(
    runs: Sequence[Run],
    *,
    box: Box,
    largest: int,
    floor: int,
    leading: float,
    language: str = "de",
) -> Layout:
    """Set a paragraph as large as the box allows; raise Overflow below the floor."""
    text = tuple(runs)

    def at(size: int) -> Layout:
        lines = break_lines(text, size=size, measure=box.width, language=language)
        return Layout(lines=lines, size=size, leading=round(size * leading))

    return largest_fitting(at, height=box.height, largest=largest, floor=floor) or _too_long(at(floor), box=box)


def fit_headline(
    runs: Sequence[Run],
    *,
    box: Box,
    largest: int,
    floor: int,
    leading: float,
    language: str = "de",
) -> Layout:
    """Set a balanced headline as large as the box allows, without hyphens unless they gain much."""
    text = tuple(runs)

    def at(size: int) -> Layout:
        lines = break_lines(text, size=size, measure=box.width, language=language, penalties=HEADLINE)
        return Layout(lines=lines, size=size, leading=round(size * leading))

    best = largest_fitting(at, height=box.height, largest=largest, floor=floor) or _too_long(at(floor), box=box)
    whole = int(box.width * MEASURING_SIZE / max(text_of(text, language=language).widest, 1))
    if whole < best.size and whole >= max(floor, best.size / GAIN_WORTH_A_HYPHEN):
        best = at(whole)
    lines = balance_headline(text, size=best.size, measure=box.width, language=language)
    return replace(best, lines=lines)


def balance_headline(runs: Sequence[Run], *, size: float, measure: float, language: str = "de") -> tuple[Line, ...]:
    """Set a headline in as few lines as it needs, each about as long as the others."""
    text = text_of(tuple(runs), language=language)
    limit = measure * MEASURING_SIZE / size
    breaks = candidates(text, limit=limit, hyphenate_all=False)
    count = len(break_lines(runs, size=size, measure=measure, language=language, penalties=HEADLINE))
    narrow, wide = limit / max(count, 1), limit
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        attempt = choose(breaks, limit=middle, penalties=HEADLINE)
        narrow, wide = (narrow, middle) if attempt and len(attempt) <= count + 1 else (middle, wide)
    chosen = choose(breaks, limit=min(limit, wide * PLAY), penalties=HEADLINE)
    return set_lines(text, chosen or (), size=size)


def largest_fitting(at: Callable[[int], T], *, height: float, largest: int, floor: int) -> T | None:
    """Search the sizes for the largest whose layout is no taller than the height."""
    best: T | None = None
    low, high = floor, largest
    while low <= high:
        middle = (low + high) // 2
        layout = at(middle)
        if layout.height <= height:
            best, low = layout, middle + 1
        else:
            high = middle - 1
    return best


def _too_long(layout: Layout, *, box: Box) -> Never:
    fitting = max(int((box.height - layout.size) // layout.leading) + 1, 0)
    text = " ".join(line.text for line in layout.lines)
    raise Overflow(text=text, characters=sum(len(line.text) for line in layout.lines[fitting:]))
