from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.channels import richtext
from cms.channels.blocks import Block, render_blocks
from cms.channels.facts import credit
from cms.channels.markup import lines
from cms.channels.website.renderer.headlines import headline
from cms.channels.website.renderer.prose import PROSE
from cms.channels.wording import Wording, wording

Data = Mapping[str, Any]

# Identifiers that the templates use themselves.
TAKEN_ANCHORS = frozenset({"content", "statements", "events", "events-title", "past", "past-title"})


def body(page: Data) -> SafeString:
    return lines(render_blocks(_prepared(page), renderers=BLOCKS, channel="website"))


def _prepared(page: Data) -> Iterator[Block]:
    """Give each block the words around it, and each heading an anchor of its own."""
    taken = set(TAKEN_ANCHORS)
    words = wording(page["locale"])
    for block in page["body"]:
        if "anchor" not in block:
            yield {**block, "words": words}
            continue
        anchor, number = block["anchor"], 1
        while anchor in taken:
            number += 1
            anchor = f"{block['anchor']}-{number}"
        taken.add(anchor)
        yield {**block, "words": words, "anchor": anchor}


def _heading(block: Block) -> SafeString:
    text = headline(block["headingText"], words=block["words"])
    return format_html('<h{0} id="{1}">{2}</h{0}>', int(block["level"]), block["anchor"], text)


def _paragraph(block: Block) -> SafeString:
    return PROSE.html(richtext.parse(block["html"]))


def _quote(block: Block) -> SafeString:
    source = format_html("<figcaption>{}</figcaption>\n", block["source"]) if block["source"] else ""
    html = '<figure class="quotation">\n<blockquote><p>{}</p></blockquote>\n{}</figure>'
    return format_html(html, block["quotation"], source)


def _key_points(block: Block) -> SafeString:
    said = (headline(point, words=block["words"]) for point in block["points"])
    points = format_html_join("\n", "<li>{}</li>", ((point,) for point in said))
    html = '<section class="key-points">\n<h2>{}</h2>\n<ul>\n{}\n</ul>\n</section>'
    return format_html(html, block["pointsHeading"] or block["words"].key_points, points)


def _image(block: Block) -> SafeString:
    """Return a figure. An image that is not ready yet is told in words; one that is not public leaves its caption."""
    image, words = block["image"] or {}, block["words"]
    shown = lines((_picture(image, words), _caption(block["caption"], credit(image, words=words))))
    return format_html("<figure>\n{}\n</figure>", shown) if shown else SafeString()


def _picture(image: Data, words: Wording) -> SafeString:
    if content := image.get("content"):
        html = '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy" decoding="async">'
        return format_html(html, content["url"], content["width"], content["height"], image["alt"])
    return format_html('<p class="missing">{}: {}</p>', words.image, image["alt"]) if image.get("alt") else SafeString()


def _caption(text: str, credited: str) -> SafeString:
    if not text and not credited:
        return SafeString()
    shown = format_html(' <span class="credit">{}</span>', credited) if credited else SafeString()
    return format_html("<figcaption>{}{}</figcaption>", text, shown)


def _call_to_action(block: Block) -> SafeString:
    return format_html('<p class="action">{}</p>', PROSE.link(block["href"], block["actionText"]))


BLOCKS: dict[str, Callable[[Block], SafeString]] = {
    "HeadingBlock": _heading,
    "ParagraphBlock": _paragraph,
    "QuoteBlock": _quote,
    "KeyPointsBlock": _key_points,
    "ImageBlock": _image,
    "CallToActionBlock": _call_to_action,
}
