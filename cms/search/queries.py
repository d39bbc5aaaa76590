import re
from dataclasses import dataclass, replace
from typing import Self

from cms.search.analysis import LONGEST_WORD, SPELLED_OUT, clean, folded, is_stop_word, joined, stem, stems, words

# What somebody pastes may be long. The first words of a text tell it from others.
MAXIMUM_WORDS = 32
MAXIMUM_EXCLUDED = 8
# So many words of any length that people write.
MAXIMUM_CHARACTERS = 2000
# Of a word the index holds the beginning alone. Folded, a letter may vanish, but never most of them; and what was
# looked for stays in memory for a while.
LONGEST_TYPED = 4 * LONGEST_WORD
# Every page holds a word that begins with a certain two letters.
SHORTEST_BEGINNING = 3
# "Wer wir sind" is a title, but "die" alone is in every text.
FEWEST_STOP_WORDS = 2
QUOTATION_MARKS = str.maketrans(dict.fromkeys("„“”‟«»", '"'))
PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))')


@dataclass(frozen=True, kw_only=True)
class Term:
    """One thing to look for: a word, or several that follow each other."""

    words: tuple[str, ...]
    is_quoted: bool = False
    # Somebody may still be typing the word, so others that begin like it count as well.
    is_unfinished: bool = False

    def spellings(self, language: str) -> tuple[tuple[str, ...], ...]:
        """Return the stems that each word may stand for."""
        return tuple(stems(word, language) for word in self.words)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """Return what other words may begin with to be found as well."""
        typed = folded(self.words[-1])
        if not self.is_unfinished or len(typed) < SHORTEST_BEGINNING:
            return ()
        return tuple(dict.fromkeys((typed, SPELLED_OUT.sub(r"\1", typed))))


@dataclass(frozen=True, kw_only=True)
class Query:
    """What somebody looks for: words, "words in quotation marks" that follow each other, and -words to leave out."""

    terms: tuple[Term, ...]
    excluded: tuple[Term, ...] = ()
    is_shortened: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what was typed. Whatever is not part of this small language is text."""
        kept, is_cut = _beginning(clean(text).translate(QUOTATION_MARKS))
        wanted: list[Term] = []
        excluded: list[Term] = []
        for part in PART.finditer(kept):
            found = tuple(word[:LONGEST_TYPED] for word in words(part["quoted"] or part["plain"] or ""))
            if part["minus"] and found:
                excluded.append(Term(words=found, is_quoted=True))
            elif part["quoted"] and found:
                wanted.append(Term(words=found, is_quoted=True))
            else:
                wanted += [Term(words=(word,)) for word in found]
        terms, left_out = _cut(wanted, most=MAXIMUM_WORDS), _cut(excluded, most=MAXIMUM_EXCLUDED)
        if terms and not terms[-1].is_quoted:
            terms[-1] = replace(terms[-1], is_unfinished=True)
        is_shortened = is_cut or _size(terms) + _size(left_out) < _size(wanted) + _size(excluded)
        return cls(terms=tuple(terms), excluded=tuple(left_out), is_shortened=is_shortened)

    def required(self, language: str) -> tuple[Term, ...]:
        """Return what a text in the language must hold. Several stop words alone are looked for as they stand."""
        telling = tuple(term for term in self.terms if term.is_quoted or not is_stop_word(term.words[0], language))
        if telling or len(self.terms) < FEWEST_STOP_WORDS:
            return telling
        return (Term(words=tuple(word for term in self.terms for word in term.words), is_quoted=True),)

    def as_title(self, language: str) -> str:
        """Return how a title is indexed that says just what was typed; a page so named is what was meant."""
        return joined(stem(word, language) for term in self.terms for word in term.words)


def _beginning(text: str) -> tuple[str, bool]:
    """Return the whole words that a long text begins with, and whether anything is left out."""
    spaced = " ".join(text.split())
    if len(spaced) <= MAXIMUM_CHARACTERS:
        return spaced, False
    whole, space, _broken = spaced[: MAXIMUM_CHARACTERS + 1].rpartition(" ")
    kept = whole if space else spaced[:MAXIMUM_CHARACTERS]
    # What is quoted stays quoted where its end is cut off.
    return kept + '"' * (kept.count('"') % 2), True


def _cut(terms: list[Term], *, most: int) -> list[Term]:
    kept: list[Term] = []
    for term in terms:
        if room := most - _size(kept):
            kept.append(replace(term, words=term.words[:room]))
    return kept


def _size(terms: list[Term]) -> int:
    return sum(len(term.words) for term in terms)
