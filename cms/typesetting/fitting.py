from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
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

# A balanced headline may use a little more than its narrowest measure to end its lines sensibly.
PLAY = 1.05


# An even headline is worth a smaller size, down to this share of what the box allows.
SMALLEST_SHARE = 0.66
SIZE_STEP = 0.035
SIZE_WORTH = 0.9
LAST_LINE = 0.6
UNEVENEST = 0.5
# A word of so few letters looks lost on a line of its own ("des", "gegen").
SHORT_ALONE = 5
ALONE = 0.3


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
    whole_floor: int | None = None,
) -> Layout:
    """Set a balanced headline large, with hyphens only where a word alone is too long for a line.

    It is a little smaller than the box allows where that makes its lines more even, and shrinks down to the
    floor of whole words, which may be below the other, before it breaks a word.
    """
    text = tuple(runs)
    words = text_of(text, language=language)
    whole = int(box.width * MEASURING_SIZE / max(words.widest, 1))
    if whole < max(floor, whole_floor or 0) and whole >= (whole_floor or floor):
        floor = whole
    elif whole < floor:
        # Its parts must fit, or letters would be torn off them.
        whole = max(int(box.width * MEASURING_SIZE / max(words.widest_hyphenated, 1)), floor)
    largest = min(largest, max(whole, floor))
    return _fit_headline(text, box=box, largest=largest, floor=floor, leading=leading, language=language)


# The same headline is set to learn whether it fits, and again to be drawn.
@lru_cache(maxsize=512)
def _fit_headline(
    text: tuple[Run, ...], *, box: Box, largest: int, floor: int, leading: float, language: str
) -> Layout:
    def at(size: int) -> Layout:
        lines = break_lines(text, size=size, measure=box.width, language=language, penalties=HEADLINE)
        return Layout(lines=lines, size=size, leading=round(size * leading))

    best = largest_fitting(at, height=box.height, largest=largest, floor=floor) or _too_long(at(floor), box=box)
    smallest = max(floor, round(best.size * SMALLEST_SHARE))
    sizes = range(best.size, smallest - 1, -max(round(best.size * SIZE_STEP), 1))
    balanced = (
        replace(at(size), lines=balance_headline(text, size=size, measure=box.width, language=language))
        for size in sizes
    )
    fitting = [layout for layout in (*balanced, *map(at, sizes)) if layout.height <= box.height]
    return min(fitting, key=lambda layout: raggedness(layout.lines) + SIZE_WORTH * (1 - layout.size / best.size))


def raggedness(lines: Sequence[Line]) -> float:
    """Return how uneven lines are: 0 if all are as long as the longest; a short word alone on a line counts most."""
    longest = max((line.width for line in lines), default=0)
    if longest == 0:
        return 0
    slack = [(1 - line.width / longest) ** 2 for line in lines]
    # A last line may be shorter than the others.
    slack[-1] *= LAST_LINE
    alone = sum(len(line.text) <= SHORT_ALONE for line in lines) if len(lines) > 1 else 0
    return sum(slack) / len(slack) + max(slack) * UNEVENEST + alone * ALONE


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
