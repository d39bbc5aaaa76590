from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.channels import richtext
from cms.channels.blocks import Block, render_blocks
from cms.channels.markup import lines
from cms.channels.website.renderer import overviews, pictures, references
from cms.channels.website.renderer.footnotes import anchors, footnotes, prose_of, referred
from cms.channels.website.renderer.headlines import headline
from cms.channels.website.renderer.images import is_ready
from cms.channels.wording import wording

Data = Mapping[str, Any]

# Identifiers that the templates use themselves.
SECTIONS = (
    *("statements", "events", "past", "debates", "positions", "settlements", "contributions", "answers"),
    *("modules", "sessions", "readings", "files", "publications", "co-signers"),
)
TAKEN_ANCHORS = frozenset({"content", *SECTIONS, *(f"{name}-title" for name in SECTIONS)})


def body(page: Data) -> SafeString:
    return lines(render_blocks(_prepared(page), renderers=BLOCKS, channel="website"))


def _prepared(page: Data) -> Iterator[Block]:
    """Give each block what it needs to know of the page around it, and each heading an anchor of its own."""
    taken = {*TAKEN_ANCHORS, *anchors(page)}
    words = wording(page["locale"])
    prose = prose_of(page, words=words)
    around = {"words": words, "prose": prose, "referred": referred(page["body"], notes=prose.notes)}
    first = None if is_ready(page.get("heroImage")) else next(filter(pictures.shows_picture, page["body"]), None)
    for each in page["body"]:
        block = {**each, **around, "has_first_picture": each is first}
        if "anchor" not in block:
            yield block
            continue
        anchor, number = block["anchor"], 1
        while anchor in taken:
            number += 1
            anchor = f"{block['anchor']}-{number}"
        taken.add(anchor)
        yield block | {"anchor": anchor}


def _heading(block: Block) -> SafeString:
    text = headline(block["headingText"], words=block["words"])
    return format_html('<h{0} id="{1}">{2}</h{0}>', int(block["level"]), block["anchor"], text)


def _paragraph(block: Block) -> SafeString:
    html: SafeString = block["prose"].html(richtext.parse(block["html"]))
    return html


def _quote(block: Block) -> SafeString:
    source = format_html("<figcaption>{}</figcaption>\n", block["source"]) if block["source"] else ""
    html = '<figure class="quotation">\n<blockquote><p>{}</p></blockquote>\n{}</figure>'
    return format_html(html, block["quotation"], source)


BLOCKS: dict[str, Callable[[Block], SafeString]] = {
    "HeadingBlock": _heading,
    "ParagraphBlock": _paragraph,
    "QuoteBlock": _quote,
    "KeyPointsBlock": overviews.key_points,
    "ImageBlock": pictures.image,
    "CallToActionBlock": references.call_to_action,
    "GalleryBlock": pictures.gallery,
    "EmbedBlock": pictures.embed,
    "FileBlock": references.file,
    "LinkedPageBlock": references.linked_page,
    "TableBlock": overviews.table,
    "TimelineBlock": overviews.timeline,
    "QuestionsBlock": overviews.questions,
    "FootnotesBlock": footnotes,
}
