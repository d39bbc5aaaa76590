import re
from collections.abc import Mapping
from functools import cache, lru_cache

import pyphen

DICTIONARIES = {"de": "de_DE", "en": "en_US"}
MINIMUM = 3
SHORTEST_WORD = 7
NO_BREAK_SPACE = "\u00a0"

# Words that the patterns break in a misleading place; the hyphens show the only breaks allowed.
EXCEPTIONS: Mapping[str, str] = {
    "altbaucharme": "altbau-charme",
    "arbeiterin": "arbeiterin",
    "arbeiterinnen": "arbeiterinnen",
    "beinhalten": "be-inhalten",
    "beinhaltet": "be-inhaltet",
    "genossinnen": "genossinnen",
    "rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz": (
        "rindfleisch-etikettierungs-überwachungs-aufgaben-übertragungs-gesetz"
    ),
    "staubecken": "stau-becken",
    "streikende": "streikende",
    "streikenden": "streikenden",
    "urinstinkt": "ur-instinkt",
    "urinstinkte": "ur-instinkte",
}

OUTER_MARKS = "\u201e\u201c\u201d\u201a\u2018\u2019\u00bb\u00ab\u203a\u2039\"'()[]{}.,;:!?\u2026\u2013\u2014"
LETTERS = re.compile(r"[^\W\d_]+")
# Letters that German and English words do not have stand in names from elsewhere, which are kept whole.
FOREIGN = re.compile(r"[^\W\d_a-zäöüß]")
FORBIDDEN = re.compile(r"[\d:*_/@#.]")

MONTHS = (
    "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|"
    "January|February|March|May|June|July|October|December"
)
UNITS = r"Uhr|Euro|Prozent|percent|km|kg|Mio\.|Mrd\.|a\.m\.|p\.m\."
JOINS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\d\.? (?=(?:{MONTHS})\b)",
        r"\d\. (?=\d{1,2}\.)",
        r"§ (?=\d)",
        r"\b[Zz]\. (?=[BT]\.)",
        r"\b[Dd]\. (?=h\.)",
        r"\b[Uu]\. (?=[aäU]\.)",
        r"\b[io]\. (?=[dä]\.)",
        r"\b(?:Art|Abs|Nr|No|S|p|Kap)\. (?=\d)",
        r"\b(?:Dr|Prof)\. (?=\w)",
        rf"\d (?=(?:{UNITS})(?!\w))",
        r"\d (?=[€%$°])",
        r"\d (?=\d{3}\b)",
        # A spaced dash stays with the word before it, so no line starts with one.
        r"\w (?=[–—] )",
    )
)


def bind(text: str) -> str:
    """Put no-break spaces where a line must not end ("12. Dezember"); the length stays the same."""
    for join in JOINS:
        text = join.sub(lambda match: match[0].replace(" ", NO_BREAK_SPACE), text)
    return text


def hyphenation_points(word: str, *, language: str) -> tuple[int, ...]:
    """Return the places where a hyphen may be put into the word; none for addresses, tags and figures."""
    core = word.strip(OUTER_MARKS)
    if language not in DICTIONARIES or FORBIDDEN.search(core) or FOREIGN.search(core.lower()):
        return ()
    return tuple(
        match.start() + point
        for match in LETTERS.finditer(word)
        if len(match[0]) >= SHORTEST_WORD
        for point in _points(match[0], language)
    )


@lru_cache(maxsize=8192)
def _points(letters: str, language: str) -> tuple[int, ...]:
    exception = EXCEPTIONS.get(letters.lower())
    if exception is not None:
        parts = exception.split("-")
        return tuple(sum(map(len, parts[:count])) for count in range(1, len(parts)))
    dictionary = _dictionary(DICTIONARIES[language])
    last = len(letters) - MINIMUM
    return tuple(int(point) for point in dictionary.positions(letters) if MINIMUM <= point <= last)


@cache
def _dictionary(name: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=name, left=MINIMUM, right=MINIMUM)
