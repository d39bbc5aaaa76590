from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.channels import richtext
from cms.channels.blocks import Block, render_blocks
from cms.channels.facts import credit
from cms.channels.links import reachable
from cms.channels.markup import BREAK, Prose, lines
from cms.channels.wording import Wording, wording

Data = Mapping[str, Any]


def content(page: Data) -> SafeString:
    """Return the whole statement as HTML that needs no stylesheet and no address but its own links."""
    words = wording(page["locale"])
    # Readers that show the image of an entry besides its content leave it out when the address is the same.
    hero = _figure(page["heroImage"], rendition=image(page), caption="", words=words)
    summary = format_html("<p>{}</p>", page["summary"]) if page["summary"] else SafeString()
    points = _points(page["keyPoints"], heading=words.key_points) if page["keyPoints"] else SafeString()
    prose = Prose(address=partial(reachable, base_url=page["url"]))
    body = [{**block, "words": words, "prose": prose} for block in page["body"]]
    return lines((hero, summary, points, *render_blocks(body, renderers=BLOCKS, channel="feeds")))


def image(page: Data) -> Data | None:
    """Return the image that stands for the statement, as soon as one of its sizes has been made."""
    hero = page["heroImage"] or {}
    rendition: Data | None = hero.get("card") or hero.get("content")
    return rendition


def _heading(block: Block) -> SafeString:
    return format_html("<h{0}>{1}</h{0}>", int(block["level"]), block["headingText"])


def _paragraph(block: Block) -> SafeString:
    html: SafeString = block["prose"].html(richtext.parse(block["html"]))
    return html


def _quote(block: Block) -> SafeString:
    quotation = format_html("<p>{}</p>", block["quotation"])
    source = format_html("<p><cite>{}</cite></p>", block["source"]) if block["source"] else SafeString()
    return format_html("<blockquote>\n{}\n</blockquote>", lines((quotation, source)))


def _key_points(block: Block) -> SafeString:
    return _points(block["points"], heading=block["pointsHeading"])


def _image(block: Block) -> SafeString:
    picture = block["image"]
    return _figure(picture, rendition=picture and picture["content"], caption=block["caption"], words=block["words"])


def _call_to_action(block: Block) -> SafeString:
    return format_html("<p>{}</p>", block["prose"].link(block["href"], block["actionText"]))


BLOCKS: dict[str, Callable[[Block], SafeString]] = {
    "HeadingBlock": _heading,
    "ParagraphBlock": _paragraph,
    "QuoteBlock": _quote,
    "KeyPointsBlock": _key_points,
    "ImageBlock": _image,
    "CallToActionBlock": _call_to_action,
}


def _points(points: Iterable[str], *, heading: str) -> SafeString:
    title = format_html("<h2>{}</h2>", heading) if heading else SafeString()
    items = lines(format_html("<li>{}</li>", point) for point in points)
    return lines((title, format_html("<ul>\n{}\n</ul>", items)))


def _figure(picture: Data | None, *, rendition: Data | None, caption: str, words: Wording) -> SafeString:
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
