import re
from collections.abc import Iterable, Iterator
from html import unescape

BLOCK_EDGE = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|blockquote|pre|td|th|tr|br|hr)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")


def text_of_html(html: str) -> str:
    return unescape(TAG.sub("", BLOCK_EDGE.sub(" ", html)))


def one_line(text: str) -> str:
    return " ".join(text.split())


def count_words(texts: Iterable[str]) -> int:
    """Count what stands between spaces and has a letter or a digit in it."""
    return sum(1 for _word in words_of(texts))


def words_of(texts: Iterable[str]) -> Iterator[str]:
    return (word for text in texts for word in text.split() if any(character.isalnum() for character in word))


def shortened(text: str, *, limit: int) -> str:
    """Return the words that fit. A single word that is longer than all that is cut inside."""
    if len(text) <= limit:
        return text
    start = text[: limit + 1]
    return start.rsplit(maxsplit=1)[0] if len(start.split()) > 1 else text[:limit]
