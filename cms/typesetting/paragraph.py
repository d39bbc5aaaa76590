import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from math import inf

from cms.typesetting.fonts import Face
from cms.typesetting.words import MEASURING_SIZE, Run, Text, Word, advance, text_of

SHORT_LAST_LINE = 1 / 3
SHORT_WORD = 3


class MeasureTooNarrow(ValueError):
    """Raised when not even one letter fits on a line."""


class Kind(Enum):
    SPACE = auto()
    JOINT = auto()
    HYPHEN = auto()
    FORCED = auto()
    END = auto()


HYPHENATED = frozenset({Kind.HYPHEN, Kind.FORCED})


@dataclass(frozen=True, kw_only=True)
class Penalties:
    """What a line may cost beside its squared slack in per cent."""

    line: float = 40
    joint: float = 60
    hyphen: float = 1200
    consecutive_hyphens: float = 2500
    hyphen_before_last: float = 1500
    forced: float = 20_000
    short_last_line: float = 900
    lone_last_word: float = 4000
    short_word_at_end: float = 0
    last_line_slack: float = 0
    hyphenate_all: bool = True


BODY = Penalties()
HEADLINE = Penalties(
    line=1_000_000,
    hyphen=400,
    short_word_at_end=120,
    last_line_slack=0.5,
    hyphenate_all=False,
)


@dataclass(frozen=True, kw_only=True)
class Span:
    text: str
    face: Face
    x: float


@dataclass(frozen=True, kw_only=True)
class Line:
    spans: tuple[Span, ...]
    text: str
    width: float
    hyphenated: bool
    """Whether a hyphen was added at the end that the text does not have."""


@dataclass(frozen=True, slots=True)
class Break:
    end: int
    start: int
    x_end: float
    x_start: float
    kind: Kind
    after_short_word: bool = False


def break_lines(
    runs: Sequence[Run],
    *,
    size: float,
    measure: float,
    language: str = "de",
    penalties: Penalties = BODY,
) -> tuple[Line, ...]:
    """Break a paragraph into the lines that look best together; none is wider than the measure."""
    text = text_of(tuple(runs), language=language)
    limit = measure * MEASURING_SIZE / size
    breaks = candidates(text, limit=limit, hyphenate_all=penalties.hyphenate_all)
    chosen = choose(breaks, limit=limit, penalties=penalties)
    if chosen is None:
        message = f"No letter of size {size} fits on a line of {measure} px."
        raise MeasureTooNarrow(message)
    return set_lines(text, chosen, size=size)


def candidates(text: Text, *, limit: float, hyphenate_all: bool) -> tuple[Break, ...]:
    """List every place where a line may end, the first being the paragraph's start."""
    breaks = [Break(0, 0, 0, 0, Kind.END)]
    for index, (word, x) in enumerate(zip(text.words, text.offsets, strict=True)):
        inside = _inside(text, word, limit=limit, hyphenate_all=hyphenate_all)
        for point, kind in inside:
            at = x + text.width(word.start, point)
            hyphen = advance("-", text.faces[point - 1]) if kind in HYPHENATED and not word.address else 0
            breaks.append(Break(point, point, at + hyphen, at, kind))
        end = x + text.width(word.start, word.end)
        if index + 1 < len(text.words):
            following = text.words[index + 1].start
            short = text.characters[word.start : word.end].isalpha() and word.end - word.start <= SHORT_WORD
            breaks.append(Break(word.end, following, end, text.offsets[index + 1], Kind.SPACE, short))
        else:
            breaks.append(Break(word.end, word.end, end, end, Kind.END))
    return tuple(breaks)


def _inside(text: Text, word: Word, *, limit: float, hyphenate_all: bool) -> list[tuple[int, Kind]]:
    points = dict.fromkeys(word.joints, Kind.JOINT)
    fits = text.width(word.start, word.end) <= limit
    if (hyphenate_all and not word.address) or (not fits and _widest(text, word, word.joints) > limit):
        points = dict.fromkeys(word.hyphens, Kind.HYPHEN) | points
    if not fits and _widest(text, word, sorted(points)) > limit:
        points = dict.fromkeys(_letters(text, word), Kind.FORCED) | points
    return sorted(points.items(), key=lambda item: item[0])


def _widest(text: Text, word: Word, points: Sequence[int]) -> float:
    hyphen = advance("-", text.faces[word.start]) if points else 0
    return max(text.width(first, last) for first, last in pairwise((word.start, *points, word.end))) + hyphen


def _letters(text: Text, word: Word) -> Iterator[int]:
    for point in range(word.start + 1, word.end):
        if not unicodedata.combining(text.characters[point]):
            yield point


def choose(breaks: Sequence[Break], *, limit: float, penalties: Penalties) -> tuple[Break, ...] | None:
    """Find the cheapest way through the breaks, or None if there is none."""
    costs, previous = [0.0], [0]
    for last in range(1, len(breaks)):
        cost, origin = inf, -1
        for first in range(last - 1, -1, -1):
            width = breaks[last].x_end - breaks[first].x_start
            if width > limit:
                break
            if costs[first] < inf:
                attempt = costs[first] + _cost(breaks, first, last, width / limit, penalties)
                cost, origin = min((cost, origin), (attempt, first))
        costs.append(cost)
        previous.append(origin)
    return _trace(breaks, previous) if costs[-1] < inf else None


def _trace(breaks: Sequence[Break], previous: Sequence[int]) -> tuple[Break, ...]:
    chosen, index = [], len(breaks) - 1
    while index > 0:
        chosen.append(breaks[index])
        index = previous[index]
    return (breaks[0], *reversed(chosen))


def _cost(breaks: Sequence[Break], first: int, last: int, filled: float, penalties: Penalties) -> float:
    start, end = breaks[first], breaks[last]
    slack = (100 * (1 - filled)) ** 2
    cost = penalties.line
    if end.kind is Kind.END:
        return cost + slack * penalties.last_line_slack + _last_line(breaks, first, last, filled, penalties)
    cost += slack
    if end.kind is Kind.SPACE:
        return cost + penalties.short_word_at_end * end.after_short_word
    if end.kind is Kind.JOINT:
        return cost + penalties.joint
    cost += penalties.forced if end.kind is Kind.FORCED else penalties.hyphen
    return cost + penalties.consecutive_hyphens * (start.kind in HYPHENATED)


def _last_line(breaks: Sequence[Break], first: int, last: int, filled: float, penalties: Penalties) -> float:
    if first == 0:
        return 0
    cost = penalties.hyphen_before_last * (breaks[first].kind in HYPHENATED)
    if filled < SHORT_LAST_LINE:
        cost += penalties.short_last_line * (2 - filled / SHORT_LAST_LINE)
    if not any(between.kind is Kind.SPACE for between in breaks[first + 1 : last]):
        cost += penalties.lone_last_word
    return cost


def set_lines(text: Text, chosen: Sequence[Break], *, size: float) -> tuple[Line, ...]:
    return tuple(_line(text, start, end, size / MEASURING_SIZE) for start, end in pairwise(chosen))


def _line(text: Text, start: Break, end: Break, scale: float) -> Line:
    hyphen = "-" if end.x_end > end.x_start and end.start == end.end else ""
    pieces = list(_pieces(text, start, end))
    spans = tuple(
        Span(
            text=text.characters[first:last] + (hyphen if last == end.end else ""),
            face=text.faces[first],
            x=(x - start.x_start) * scale,
        )
        for first, last, x in pieces
    )
    return Line(
        spans=spans,
        text=text.characters[start.start : end.end] + hyphen,
        width=(end.x_end - start.x_start) * scale,
        hyphenated=bool(hyphen),
    )


def _pieces(text: Text, start: Break, end: Break) -> Iterator[tuple[int, int, float]]:
    for word, offset in zip(text.words, text.offsets, strict=True):
        if word.end <= start.start or word.start >= end.end:
            continue
        for first, last in text.fragments(max(word.start, start.start), min(word.end, end.end)):
            yield first, last, offset + text.width(word.start, first)
