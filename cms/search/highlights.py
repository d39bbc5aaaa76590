from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Self

from cms.search.analysis import WORD, folded, stem
from cms.search.queries import Query, Term

# Of a long text a stretch is shown: so much before the first word that was found, and so much altogether.
LEAD = 60
LENGTH = 240
# Where a text is found in hundreds of places, the first tell enough.
MAXIMUM_PLACES = 200
ELLIPSIS = "…"

Span = tuple[int, int]
# The spellings of each of its words.
Phrase = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A stretch of text that was looked for, or that stands between two such."""

    text: str
    is_match: bool


@dataclass(frozen=True, kw_only=True)
class Highlighter:
    """Finds what was looked for in texts of one language as readers know them, not in stems."""

    language: str
    phrases: tuple[Phrase, ...]
    stems: frozenset[str]
    beginnings: tuple[str, ...]
    _known: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, query: Query, *, language: str) -> Self:
        terms = query.required(language)
        single = [term for term in terms if len(term.words) == 1]
        return cls(
            language=language,
            phrases=tuple(term.spellings(language) for term in terms if term not in single),
            stems=frozenset(found for term in single for found in term.spellings(language)[0]),
            beginnings=_beginnings(single),
        )

    def whole(self, text: str) -> tuple[Part, ...]:
        """Return the whole text in parts; none if nothing in it was looked for."""
        spans = self._spans(text)
        return _parts(text, spans, within=(0, len(text))) if spans else ()

    def fragment(self, text: str) -> tuple[Part, ...]:
        """Return the stretch of a text that holds most of what was looked for; none if nothing in it was."""
        line = text.replace("\n", " ")
        spans = self._spans(line)[:MAXIMUM_PLACES]
        if not spans:
            return ()
        start, end = _stretch(line, spans, stems=[stem(line[first:last], self.language) for first, last in spans])
        opening = [Part(text=ELLIPSIS, is_match=False)] if start > 0 else []
        closing = [Part(text=ELLIPSIS, is_match=False)] if end < len(line) else []
        return (*opening, *_parts(line, spans, within=(start, end)), *closing)

    def _spans(self, text: str) -> list[Span]:
        words = WORD.findall(text)
        # A text says the same words again and again, and hardly any of them was looked for.
        wanted = {word for word in set(words) if self._is_wanted(word)}
        found = {number for number, word in enumerate(words) if word in wanted} if wanted else set()
        if self.phrases:
            found |= self._in_phrases(words)
        return [place.span() for number, place in enumerate(WORD.finditer(text)) if number in found] if found else []

    def _is_wanted(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = stem(word, self.language) in self.stems or folded(word).startswith(self.beginnings)
            self._known[word] = known
        return known

    def _in_phrases(self, words: Sequence[str]) -> set[int]:
        """Return the numbers of the words that stand in one of the phrases."""
        known = {word: stem(word, self.language) for word in set(words)}
        stems = [known[word] for word in words]
        return {
            number
            for phrase in self.phrases
            for start in _starts(phrase, stems)
            for number in range(start, start + len(phrase))
        }


def _starts(phrase: Phrase, stems: Sequence[str]) -> Iterator[int]:
    for start in range(len(stems) - len(phrase) + 1):
        if stems[start] in phrase[0] and all(stems[start + place] in each for place, each in enumerate(phrase)):
            yield start


def _beginnings(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(beginning for term in terms for beginning in term.beginnings)


def _parts(text: str, spans: Sequence[Span], *, within: Span) -> tuple[Part, ...]:
    parts: list[Part] = []
    position, end = within
    for first, last in spans:
        if position <= first and last <= end:
            parts += [Part(text=text[position:first], is_match=False), Part(text=text[first:last], is_match=True)]
            position = last
    parts.append(Part(text=text[position:end], is_match=False))
    return tuple(part for part in parts if part.text)


def _stretch(text: str, spans: Sequence[Span], *, stems: Sequence[str]) -> Span:
    """Return where the stretch begins and ends that holds the most different words, the first of equal ones."""
    room = LENGTH - LEAD

    def different(number: int) -> int:
        reach = spans[number][0] + room
        within = takewhile(lambda each: spans[each][1] <= reach, range(number, len(spans)))
        return len({stems[each] for each in within})

    first, last = spans[max(range(len(spans)), key=different)]
    start = 0 if first <= LEAD else text.find(" ", first - LEAD, first) + 1 or first
    end = len(text) if len(text) <= start + LENGTH else text.rfind(" ", last, start + LENGTH)
    return start, end if end > last else max(last, min(len(text), start + LENGTH))
