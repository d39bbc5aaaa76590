from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.channels import richtext
from cms.channels.blocks import Block, render_blocks
from cms.channels.feeds.renderer import parts
from cms.channels.feeds.renderer.figures import figure, figure_of
from cms.channels.links import reachable
from cms.channels.markup import Prose, lines
from cms.channels.particulars import particulars
from cms.channels.wording import wording

Data = Mapping[str, Any]


def content(page: Data) -> SafeString:
    """Return the whole statement as HTML that needs no stylesheet and no address but its own links."""
    words = wording(page["locale"])
    # Readers that show the image of an entry besides its content leave it out when the address is the same.
    hero = figure_of(page["heroImage"], rendition=image(page), caption="", words=words)
    # What had to be corrected stands before what is to be read.
    facts = lines(format_html("<p><b>{}:</b> {}</p>", fact.label, fact.text) for fact in particulars(page, words=words))
    summary = format_html("<p>{}</p>", page["summary"]) if page["summary"] else SafeString()
    points = _points(page["keyPoints"], heading=words.key_points) if page["keyPoints"] else SafeString()
    prose = Prose(address=partial(reachable, base_url=page["url"]))
    body = [{**block, "words": words, "prose": prose} for block in page["body"]]
    return lines((hero, facts, summary, points, *render_blocks(body, renderers=BLOCKS, channel="feeds")))


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
    return figure(block["image"], caption=block["caption"], words=block["words"])


def _call_to_action(block: Block) -> SafeString:
    return format_html("<p>{}</p>", block["prose"].link(block["href"], block["actionText"]))


BLOCKS: dict[str, Callable[[Block], SafeString]] = {
    "HeadingBlock": _heading,
    "ParagraphBlock": _paragraph,
    "QuoteBlock": _quote,
    "KeyPointsBlock": _key_points,
    "ImageBlock": _image,
    "CallToActionBlock": _call_to_action,
    **parts.PARTS,
}


def _points(points: Iterable[str], *, heading: str) -> SafeString:
    items = lines(format_html("<li>{}</li>", point) for point in points)
    return lines((parts.heading(heading), format_html("<ul>\n{}\n</ul>", items)))
