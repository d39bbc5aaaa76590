from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.channels.facts import credit
from cms.channels.markup import BREAK, lines
from cms.channels.wording import Wording

Data = Mapping[str, Any]


def figure(picture: Data | None, *, caption: str, words: Wording) -> SafeString:
    """Return an image of the text in the size made for texts."""
    return figure_of(picture, rendition=picture and picture["content"], caption=caption, words=words)


def figure_of(picture: Data | None, *, rendition: Data | None, caption: str, words: Wording) -> SafeString:
    """Return a figure. An image that is not ready yet is told in words; one that is not public leaves its caption."""
    shown = _picture(picture, rendition=rendition, words=words) if picture else SafeString()
    below = [part for part in (caption, credit(picture or {}, words=words)) if part]
    legend = format_html_join(BREAK, "{}", ((part,) for part in below))
    inside = lines((shown, format_html("<figcaption>{}</figcaption>", legend) if below else SafeString()))
    return format_html("<figure>\n{}\n</figure>", inside) if inside else SafeString()


def _picture(picture: Data, *, rendition: Data | None, words: Wording) -> SafeString:
    alt = "" if picture["isDecorative"] else picture["alt"]
    if rendition is None:
        return format_html("<p>{}: {}</p>", words.image, alt) if alt else SafeString()
    html = '<img src="{}" alt="{}" width="{}" height="{}">'
    return format_html(html, rendition["url"], alt, rendition["width"], rendition["height"])
