import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from cms.typesetting.flow import Block
from cms.typesetting.hyphenation import bind
from cms.typesetting.words import Run

LONGEST_PIECE = 300
SENTENCE_END = re.compile(r"[.!?…][“”\"»«)’‘\]]*[ \n]+(?=[„“\"»«(‚‘]?[^\W\d_a-zäöüß])")
INITIAL = re.compile(r"(?:^|[\s(])\w\.$")
CLAUSE_END = re.compile(r"[,;:–—] +")
CONTINUED = " "


@dataclass(frozen=True, kw_only=True)
class Piece:
    """The smallest part of a block that may stand on a slide without the rest of it."""

    block: Block
    number: int
    runs: tuple[Run, ...]
    opens: bool
    closes: bool
    sentence: bool
    """Whether it ends where a sentence ends."""


def cut(blocks: Sequence[Block]) -> tuple[Piece, ...]:
    """Cut blocks at the ends of sentences, and very long sentences at their clauses."""
    return tuple(piece for number, block in enumerate(blocks) for piece in _pieces(block, number))


def join(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """Put pieces together to blocks again; an item that began elsewhere has no marker, but stays an item."""
    return tuple(_joined(list(group)) for _, group in groupby(pieces, key=lambda piece: piece.number))


def _joined(pieces: list[Piece]) -> Block:
    block = pieces[0].block
    marker = block.marker if pieces[0].opens or not block.marker else CONTINUED
    runs = groupby((run for piece in pieces for run in piece.runs), key=lambda run: run.face)
    whole = tuple(Run(text="".join(run.text for run in group), face=face) for face, group in runs)
    return replace(block, marker=marker, runs=whole)


def _pieces(block: Block, number: int) -> Iterator[Piece]:
    text = bind(block.text)
    sentences = set() if block.heading else set(_sentence_ends(text))
    ends = sorted(sentences) if block.heading else sorted(sentences | _ends_inside(text, sorted(sentences)))
    for start, end in pairwise((0, *ends, len(text))):
        yield Piece(
            block=block,
            number=number,
            runs=tuple(_sliced(block.runs, start, end)),
            opens=start == 0,
            closes=end == len(text),
            sentence=end == len(text) or end in sentences,
        )


def _sentence_ends(text: str) -> Iterator[int]:
    for match in SENTENCE_END.finditer(text):
        if not INITIAL.search(text[: match.start() + 1]) and match.end() < len(text):
            yield match.end()


def _ends_inside(text: str, sentences: Sequence[int]) -> set[int]:
    """Find further places to cut in sentences that are too long to be kept whole."""
    ends: set[int] = set()
    for start, end in pairwise((0, *sentences, len(text))):
        begun = start
        while end - begun > LONGEST_PIECE:
            begun = _end_before(text, begun, begun + LONGEST_PIECE)
            ends.add(begun)
    return ends


def _end_before(text: str, start: int, end: int) -> int:
    clauses = [match.end() for match in CLAUSE_END.finditer(text, start + LONGEST_PIECE // 3, end)]
    if clauses:
        return clauses[-1]
    space = text.rfind(" ", start + 1, end)
    return space + 1 if space > start else end


def _sliced(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    offset = 0
    for run in runs:
        text = run.text[max(start - offset, 0) : max(end - offset, 0)]
        if text:
            yield replace(run, text=text)
        offset += len(run.text)
