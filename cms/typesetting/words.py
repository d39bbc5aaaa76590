import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from cms.typesetting.fonts import Face, load
from cms.typesetting.hyphenation import bind, hyphenation_points

# Widths are measured once at this size and scaled: advances of these fonts are linear to 0.1 px.
MEASURING_SIZE = 200
SOFT_HYPHEN = "\u00ad"
SPACES = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
WORD = re.compile(r"[^ ]+")
AFTER_DASH = re.compile(r"(?<=[^\W\d_]{2})[-\u2010\u2013\u2014/](?=[^\W\d_]{2})|(?<=\w)\u2014(?=\w)")
ADDRESS = re.compile(r"://|^www\.|\w@\w|\w\.\w+/")
AFTER_SLASH = re.compile(r"(?<=\w)[/?&=](?=\w)")
IN_ADDRESS = re.compile(r"(?<=\w)[-._@](?=\w)")


@dataclass(frozen=True, kw_only=True)
class Run:
    """A stretch of text in one face."""

    text: str
    face: Face = Face.SANS


@dataclass(frozen=True, kw_only=True)
class Word:
    """Where a word lies in its text and may be broken; in an address no hyphen is added.

    Chosen hyphens are the soft hyphens that an editor put into the word: it breaks nowhere else.
    """

    start: int
    end: int
    joints: tuple[int, ...]
    hyphens: tuple[int, ...]
    address: bool
    is_chosen: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph's characters with a face for each, and where its words lie."""

    characters: str
    faces: tuple[Face, ...]
    words: tuple[Word, ...]

    def fragments(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Cut a stretch where the face changes."""
        first = start
        for index in range(start + 1, end):
            if self.faces[index] is not self.faces[first]:
                yield first, index
                first = index
        if first < end:
            yield first, end

    def width(self, start: int, end: int) -> float:
        return sum(
            advance(self.characters[first:last], self.faces[first]) for first, last in self.fragments(start, end)
        )

    @cached_property
    def offsets(self) -> tuple[float, ...]:
        """Where each word starts if the whole text were one line."""
        offsets, x = [], 0.0
        for word in self.words:
            offsets.append(x)
            x += self.width(word.start, word.end) + advance(" ", self.faces[word.end - 1])
        return tuple(offsets)

    @property
    def widest(self) -> float:
        """The width of the widest stretch that only a hyphen could break, were it not for those an editor chose."""
        return max((self._widest_in(word, hyphenated=word.is_chosen) for word in self.words), default=0)

    @property
    def widest_hyphenated(self) -> float:
        """The width of the widest stretch that no hyphen can break."""
        return max((self._widest_in(word, hyphenated=True) for word in self.words), default=0)

    def _widest_in(self, word: Word, *, hyphenated: bool) -> float:
        hyphens = word.hyphens if hyphenated else ()
        hyphen = advance("-", self.faces[word.start]) if hyphens and not word.address else 0
        points = sorted({word.start, *word.joints, *hyphens, word.end})
        return max(self.width(first, last) + hyphen * (last in hyphens) for first, last in pairwise(points))


@lru_cache(maxsize=65536)
def advance(text: str, face: Face) -> float:
    """Measure text at the measuring size."""
    return load(face, size=MEASURING_SIZE).getlength(text)


@lru_cache(maxsize=1024)
def text_of(runs: tuple[Run, ...], *, language: str) -> Text:
    """Normalize runs to one text: NFC, single spaces, soft hyphens turned into places to break."""
    pairs = list(_single_spaced(runs))
    bound = bind("".join(character for character, _ in pairs))
    characters: list[str] = []
    faces: list[Face] = []
    soft: set[int] = set()
    for character, (_, face) in zip(bound, pairs, strict=True):
        if character == SOFT_HYPHEN:
            soft.add(len(characters))
        else:
            characters.append(character)
            faces.append(face)
    plain = "".join(characters)
    words = tuple(_word(match, soft, language) for match in WORD.finditer(plain))
    return Text(plain, tuple(faces), words)


def _single_spaced(runs: tuple[Run, ...]) -> Iterator[tuple[str, Face]]:
    pending: Face | None = None
    started = False
    for run in runs:
        for character in SPACES.sub(" ", unicodedata.normalize("NFC", run.text)):
            if character == " ":
                pending = pending or run.face
                continue
            if pending and started:
                yield " ", pending
            pending, started = None, True
            yield character, run.face


def _word(match: re.Match[str], soft: set[int], language: str) -> Word:
    word, start = match[0], match.start()
    if ADDRESS.search(word):
        joints, hyphens = (
            _after(AFTER_SLASH, word, start),
            _after(IN_ADDRESS, word, start),
        )
        return Word(start=start, end=match.end(), joints=joints, hyphens=hyphens, address=True)
    chosen = tuple(sorted(point for point in soft if start < point < match.end()))
    points = chosen or tuple(start + point for point in hyphenation_points(word, language=language))
    joints = _after(AFTER_DASH, word, start)
    return Word(start=start, end=match.end(), joints=joints, hyphens=points, address=False, is_chosen=bool(chosen))


def _after(pattern: re.Pattern[str], word: str, start: int) -> tuple[int, ...]:
    return tuple(start + match.end() for match in pattern.finditer(word))
