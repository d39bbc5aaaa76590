import re

from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.channels.markup import breakable
from cms.channels.wording import Wording
from cms.typesetting.hyphenation import bind

# Longer words may be wider than a phone, and not every browser knows where to break them.
LONGEST_WORD = 15
WORD_JOINER = "\u2060"
RANGE = re.compile(r"(?<=\d)–(?=\d)")


def headline(text: str, *, words: Wording) -> str:
    """Show browsers where to break long words."""
    return breakable(text, longest=LONGEST_WORD, locale=words.locale)


def block_heading(text: str, *, words: Wording) -> SafeString:
    """Return the heading of a block that has one, with a line of its own."""
    return format_html("<h2>{}</h2>\n", headline(text, words=words)) if text else SafeString()


def unbroken(text: str) -> str:
    """Keep together what is read as one: "5. Dezember", "14:00–16:00 Uhr"."""
    return RANGE.sub(f"{WORD_JOINER}–{WORD_JOINER}", bind(text))
