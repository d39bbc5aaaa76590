import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from threading import Lock

from snowballstemmer import stemmer

from cms.search.stop_words import STOP_WORDS

WORD = re.compile(r"[^\W_]+")
# Marks that steer line breaks stand inside words, and are no part of them.
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# What no database can hold: NUL, and half a surrogate pair.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
# Letters that Unicode does not take apart.
LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "\N{LATIN SMALL LETTER DOTLESS I}": "i"}
)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
SPELLED_OUT = re.compile("([aou])e")
LONGEST_WORD = 48
LONGEST_TITLE = 255
REMEMBERED_WORDS = 1 << 16

_stemmers = {"de": stemmer("german"), "en": stemmer("english")}
# A stemmer keeps the word it works on in itself.
_stemming = Lock()


def clean(text: str) -> str:
    """Return the text as it is kept and looked for: composed, without what cannot be seen or stored."""
    return unicodedata.normalize("NFC", INVISIBLE.sub("", UNSTORABLE.sub(" ", text)))


def words(text: str) -> list[str]:
    return WORD.findall(text)


@lru_cache(maxsize=REMEMBERED_WORDS)
def folded(word: str) -> str:
    """Return a word in small letters without accents: "Straße" and "STRASSE" become "strasse", "Öl" becomes "ol"."""
    letters = unicodedata.normalize("NFKD", word.casefold()).translate(LETTERS)
    return ("".join(filter(str.isalnum, letters)) or word)[:LONGEST_WORD]


@lru_cache(maxsize=REMEMBERED_WORDS)
def stem(word: str, language: str) -> str:
    """Return what the forms of a word share. The German stemmer also takes "ae", "oe" and "ue" for umlauts."""
    plain = folded(word)
    if language not in _stemmers:
        return plain
    with _stemming:
        found: str = _stemmers[language].stemWord(plain)
    return found


def stems(word: str, language: str) -> tuple[str, ...]:
    """Return what to look for. Other languages than German hold names with umlauts in either spelling."""
    if language == "de":
        return (stem(word, language),)
    small = word.casefold()
    spellings = (small, small.translate(UMLAUTS), SPELLED_OUT.sub(r"\1", small))
    return tuple(dict.fromkeys(stem(spelling, language) for spelling in spellings))


def joined(stems: Iterable[str]) -> str:
    """Return a whole title as one word."""
    return "".join(stems)[:LONGEST_TITLE]


def is_stop_word(word: str, language: str) -> bool:
    """Return whether a word says nothing about a text: those of the list, and single letters."""
    plain = folded(word)
    return plain in STOP_WORDS.get(language, ()) or (len(plain) == 1 and plain.isalpha())
