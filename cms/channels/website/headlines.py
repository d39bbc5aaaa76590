import re
from itertools import pairwise

from cms.typesetting.hyphenation import bind, hyphenation_points

SOFT_HYPHEN = "\u00ad"
WORD_JOINER = "\u2060"
LONG_WORD = re.compile(r"[^\W\d_]{16,}")
RANGE = re.compile(r"(?<=\d)–(?=\d)")


def breakable(text: str, *, locale: str) -> str:
    """Show browsers without hyphenation where to break a word that may be wider than a phone."""
    return LONG_WORD.sub(lambda word: _hyphenated(word[0], locale), text)


def unbroken(text: str) -> str:
    """Keep together what is read as one: "5. Dezember", "14:00–16:00 Uhr"."""
    return RANGE.sub(f"{WORD_JOINER}–{WORD_JOINER}", bind(text))


def _hyphenated(word: str, locale: str) -> str:
    points = [0, *hyphenation_points(word, language=locale), len(word)]
    return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise(points))
