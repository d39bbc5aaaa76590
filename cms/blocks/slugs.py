import re

from django.utils.text import slugify

GERMAN_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ẞ": "SS"})
PUNCTUATION = re.compile(r"[^\w\s-]")


def slug_of(text: str) -> str:
    """Return the text as part of an address, with German letters written out as Germans do."""
    return slugify(PUNCTUATION.sub(" ", text.translate(GERMAN_LETTERS)))
