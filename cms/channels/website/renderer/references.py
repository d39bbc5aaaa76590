from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.channels.blocks import Block
from cms.channels.facts import status, when
from cms.channels.files import described, file_title
from cms.channels.markup import lines
from cms.channels.website.renderer.headlines import headline, unbroken
from cms.channels.website.renderer.prose import PROSE
from cms.channels.wording import Wording


def call_to_action(block: Block) -> SafeString:
    return format_html('<p class="action">{}</p>', PROSE.link(block["href"], block["actionText"]))


def file(block: Block) -> SafeString:
    title = file_title(block)
    if not title:
        return SafeString()
    beside = described(block, locale=block["words"].locale)
    shown = format_html(' <span class="file__facts">{}</span>', beside) if beside else SafeString()
    return format_html('<p class="file">{}{}</p>', PROSE.link(block["href"], title), shown)


def linked_page(block: Block) -> SafeString:
    """Return the page with what it says of itself, or nothing when it cannot be read."""
    page, words = block["linkedPage"], block["words"]
    if not page:
        return SafeString()
    # The page may be in another language than the one that links to it.
    language = SafeString() if page["locale"] == words.locale else format_html(' lang="{}"', page["locale"])
    title = format_html(
        '<p class="linked__title"{}>{}</p>', language, PROSE.link(page["path"], headline(page["title"], words=words))
    )
    summary = format_html("<p{}>{}</p>", language, page["summary"]) if page["summary"] else SafeString()
    parts = lines((_when(page, words), title, summary))
    return format_html('<div class="linked">\n{}\n</div>', parts)


def _when(page: Any, words: Wording) -> SafeString:
    moment = unbroken(when(page, words=words))
    if not moment:
        return SafeString()
    changed = status(page, words=words)
    shown = format_html('<strong class="status">{}</strong> ', changed) if changed else SafeString()
    return format_html('<p class="linked__when">{}{}</p>', shown, moment)
