import re
from collections.abc import Iterable
from html import unescape

BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|ul|ol|blockquote|pre|td|th|tr)>|<br\s*/?>|<hr\s*/?>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")


def text_of_html(html: str) -> str:
    return unescape(TAG.sub("", BLOCK_END.sub(" ", html)))


def count_words(texts: Iterable[str]) -> int:
    """Count what stands between spaces and has a letter or a digit in it."""
    return sum(1 for text in texts for word in text.split() if any(character.isalnum() for character in word))
