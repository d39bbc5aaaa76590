from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import inf

from cms.typesetting.content import BODY_SIZE, TextSlide
from cms.typesetting.designs.headlines import heading_bottom, set_heading, set_running_heading
from cms.typesetting.flow import Block, Column, set_column
from cms.typesetting.fonts import Face
from cms.typesetting.pieces import Piece, cut, join
from cms.typesetting.shapes import PORTRAIT, Shape
from cms.typesetting.words import Run

SMALLER_SIZES = (38, 34)
# A text that leaves its slides half empty is set larger, as long as it needs no slide more.
LARGER_SIZES = (56, 50, 46)

# What a slide costs, with one slide more as the unit.
SLIDE = 1.0
EMPTINESS = 0.6
EMPTINESS_AT_END = 0.15
HEADING_INSIDE = 1.2
CUT_AT_SENTENCE = 0.15
CUT_IN_SENTENCE = 0.5
LONE_LINE = 1.5
NEARLY_EMPTY = 2.0
FEWEST_LINES = 3

# A paragraph is cut only where a slide is at least this full.
FULL_ENOUGH = 0.5

# The last slide of a text that goes on elsewhere cuts a paragraph for more characters than these only.
WORTH_A_CUT = 200


@dataclass(frozen=True, kw_only=True)
class Pagination:
    """Slides in reading order, all in one size, and the blocks there was no room for."""

    slides: tuple[TextSlide, ...]
    remainder: tuple[Block, ...]


def paginate(
    blocks: Sequence[Block],
    *,
    maximum: int,
    heading: str = "",
    is_continued: bool = False,
    language: str = "de",
    shape: Shape = PORTRAIT,
) -> Pagination:
    """Spread blocks over at most so many slides.

    The heading is that of text before the first heading block; if it is continued, it was read before.
    """
    pieces = cut([block for block in blocks if block.text.strip()])
    whole = Spread(
        pieces=pieces, heading=heading, is_continued=is_continued, size=BODY_SIZE, language=language, shape=shape
    )
    attempts = [whole, *(replace(whole, size=size) for size in SMALLER_SIZES)]
    for spread in attempts:
        ends = spread.ends(maximum)
        if ends[-1:] == (len(pieces),) or not pieces:
            return _larger(spread, ends) if spread is whole else spread.pagination(ends)
    # Where even the smallest size leaves a remainder, small type gains little: the large one is easier to read.
    return attempts[0].pagination(attempts[0].ends(maximum))


def _larger(spread: "Spread", ends: tuple[int, ...]) -> Pagination:
    for size in LARGER_SIZES:
        larger = replace(spread, size=size)
        attempt = larger.ends(len(ends))
        if attempt == ends:
            return larger.pagination(attempt)
    return spread.pagination(ends)


@dataclass(frozen=True)
class Spread:
    """One text in one size, and the ways to spread it over slides."""

    pieces: tuple[Piece, ...]
    heading: str
    size: int
    language: str
    shape: Shape = PORTRAIT
    is_continued: bool = False

    def pagination(self, ends: Sequence[int]) -> Pagination:
        starts = (0, *ends[:-1]) if ends else ()
        slides = tuple(self.slide(start, end) for start, end in zip(starts, ends, strict=True))
        return Pagination(slides=slides, remainder=join(self.pieces[ends[-1] if ends else 0 :]))

    def ends(self, maximum: int) -> tuple[int, ...]:
        """Return where each slide ends, on the cheapest way that reaches furthest."""
        ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
        reached = dict(ways)
        for _ in range(maximum):
            following: dict[int, tuple[float, tuple[int, ...]]] = {}
            for start, (cost, ends) in ways.items():
                for end, added in self.costs(start):
                    if cost + added < following.get(end, (inf,))[0]:
                        following[end] = (cost + added, (*ends, end))
            for end, way in following.items():
                reached[end] = min(reached.get(end, way), way)
            ways = following
        return reached[self._furthest(reached)][1]

    def _furthest(self, reached: Collection[int]) -> int:
        """Stop at the end of a sentence, or of the block before it if that gives up little."""
        sentence = max(end for end in reached if end == 0 or self.pieces[end - 1].sentence) or max(reached)
        block = max(end for end in reached if end == 0 or self.pieces[end - 1].closes)
        between = sum(len(run.text) for piece in self.pieces[block:sentence] for run in piece.runs)
        return sentence if between > WORTH_A_CUT or not block else block

    def costs(self, start: int) -> tuple[tuple[int, float], ...]:
        if start not in self._costs:
            self._costs[start] = tuple(self._slides_from(start))
        return self._costs[start]

    @cached_property
    def _costs(self) -> dict[int, tuple[tuple[int, float], ...]]:
        return {}

    def _slides_from(self, start: int) -> Iterator[tuple[int, float]]:
        for end in range(start + 1, len(self.pieces) + 1):
            last = self.pieces[end - 1]
            if last.block.heading and end < len(self.pieces):
                continue
            slide = self.slide(start, end)
            room = self.shape.bottom - _top(slide.heading, slide.continued, self.language, self.shape)
            column = set_column(slide.paragraphs, size=self.size, width=self.shape.measure, language=self.language)
            if column.height > room:
                return
            if last.closes or column.height > room * FULL_ENOUGH:
                yield end, self._cost(start, end, column, column.height / room)

    def slide(self, start: int, end: int) -> TextSlide:
        first = self.pieces[start]
        opening = first.block.heading
        headings = [piece.block.text for piece in self.pieces[: start + 1] if piece.block.heading]
        return TextSlide(
            heading=headings[-1] if headings else self.heading,
            continued=not opening and (start > 0 or self.is_continued),
            paragraphs=join(self.pieces[start + opening : end]),
            size=self.size,
        )

    def _cost(self, start: int, end: int, column: Column, filled: float) -> float:
        pieces = self.pieces[start:end]
        last = pieces[-1]
        closing = end == len(self.pieces) or self.pieces[end].block.heading
        cost = SLIDE + (EMPTINESS_AT_END if closing else EMPTINESS) * (1 - filled) ** 2
        cost += HEADING_INSIDE * sum(piece.block.heading for piece in pieces[1:])
        if not last.closes:
            cost += CUT_AT_SENTENCE if last.sentence else CUT_IN_SENTENCE
        lone = (not pieces[0].opens and column.lines[0] == 1) + (not last.closes and column.lines[-1] == 1)
        nearly_empty = sum(column.lines) < FEWEST_LINES and not pieces[0].block.heading
        return cost + LONE_LINE * lone + NEARLY_EMPTY * nearly_empty


@lru_cache(maxsize=256)
def _top(heading: str, continued: bool, language: str, shape: Shape) -> float:  # noqa: FBT001  The cache is keyed by positions.
    face = Face.SANS_SEMIBOLD if continued else Face.SERIF_BOLD
    runs = (Run(text=heading, face=face),) if heading.strip() else ()
    setting = set_running_heading if continued else set_heading
    return heading_bottom(setting(runs, shape=shape, language=language), shape=shape, continued=continued)
