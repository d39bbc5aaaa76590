from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any
from urllib.parse import urlsplit

from django.utils.html import escape

from cms.channels import richtext
from cms.channels.blocks import Block, render_blocks
from cms.channels.links import absolute
from cms.channels.wording import Wording, wording

Data = Mapping[str, Any]

SCHEMES = {"http", "https", "mailto", "tel"}
# From the innermost mark to the outermost.
MARKS = {"code": "code", "subscript": "sub", "superscript": "sup", "italic": "em", "bold": "strong"}


def content(page: Data) -> str:
    """Return the whole statement as HTML that needs no stylesheet and no address but its own links."""
    words = wording(page["locale"])
    # Readers that show the image of an entry besides its content leave it out when the address is the same.
    hero = _figure(page["heroImage"], rendition=image(page), caption="", words=words)
    summary = f"<p>{escape(page['summary'])}</p>" if page["summary"] else ""
    points = _points(page["keyPoints"], heading=words.key_points) if page["keyPoints"] else ""
    body = [{**block, "words": words, "base_url": page["url"]} for block in page["body"]]
    return _lines(hero, summary, points, *render_blocks(body, renderers=BLOCKS, channel="feeds"))


def image(page: Data) -> Data | None:
    """Return the image that stands for the statement, as soon as one of its sizes has been made."""
    hero = page["heroImage"] or {}
    rendition: Data | None = hero.get("card") or hero.get("content")
    return rendition


def _heading(block: Block) -> str:
    return f"<h{block['level']}>{escape(block['headingText'])}</h{block['level']}>"


def _paragraph(block: Block) -> str:
    return _prose(richtext.parse(block["html"]), base_url=block["base_url"])


def _quote(block: Block) -> str:
    source = f"<p><cite>{escape(block['source'])}</cite></p>" if block["source"] else ""
    return _lines("<blockquote>", f"<p>{escape(block['quotation'])}</p>", source, "</blockquote>")


def _key_points(block: Block) -> str:
    return _points(block["points"], heading=block["pointsHeading"])


def _image(block: Block) -> str:
    picture = block["image"]
    return _figure(picture, rendition=picture and picture["content"], caption=block["caption"], words=block["words"])


def _call_to_action(block: Block) -> str:
    return f"<p>{_link(escape(block['actionText']), href=block['href'], base_url=block['base_url'])}</p>"


BLOCKS: dict[str, Callable[[Block], str]] = {
    "HeadingBlock": _heading,
    "ParagraphBlock": _paragraph,
    "QuoteBlock": _quote,
    "KeyPointsBlock": _key_points,
    "ImageBlock": _image,
    "CallToActionBlock": _call_to_action,
}


def _points(points: Iterable[str], *, heading: str) -> str:
    title = f"<h2>{escape(heading)}</h2>" if heading else ""
    return _lines(title, "<ul>", *(f"<li>{escape(point)}</li>" for point in points), "</ul>")


def _figure(picture: Data | None, *, rendition: Data | None, caption: str, words: Wording) -> str:
    """Return a figure. An image that is not ready yet is told in words; one that is not public leaves its caption."""
    shown = _picture(picture, rendition=rendition, words=words) if picture else ""
    legend = "<br>\n".join(escape(part) for part in (caption, _credit(picture, words) if picture else "") if part)
    inside = _lines(shown, f"<figcaption>{legend}</figcaption>" if legend else "")
    return _lines("<figure>", inside, "</figure>") if inside else ""


def _picture(picture: Data, *, rendition: Data | None, words: Wording) -> str:
    alt = "" if picture["isDecorative"] else escape(picture["alt"])
    if rendition is None:
        return f"<p>{words.image}: {alt}</p>" if alt else ""
    size = f'width="{rendition["width"]}" height="{rendition["height"]}"'
    return f'<img src="{escape(rendition["url"])}" alt="{alt}" {size}>'


def _credit(picture: Data, words: Wording) -> str:
    credit = ", ".join(part for part in (picture["credit"], picture["license"]) if part)
    return f"{words.image_credit} {credit}" if credit else ""


def _prose(nodes: Iterable[richtext.Node], *, base_url: str) -> str:
    return _lines(*(_node(node, base_url=base_url) for node in nodes))


def _node(node: richtext.Node, *, base_url: str) -> str:
    if isinstance(node, richtext.Paragraph):
        return f"<p>{_runs(node, base_url=base_url)}</p>"
    tag = "ol" if node.ordered else "ul"
    items = (f"<li>{_item(item, base_url=base_url)}</li>" for item in node.items)
    return _lines(f"<{tag}>", *items, f"</{tag}>")


def _item(item: richtext.ListItem, *, base_url: str) -> str:
    """Return what an item holds; its paragraph needs no element of its own unless another one follows."""
    if sum(isinstance(node, richtext.Paragraph) for node in item.nodes) > 1:
        return _prose(item.nodes, base_url=base_url)
    runs = (_runs(node, base_url=base_url) for node in item.nodes if isinstance(node, richtext.Paragraph))
    lists = (_node(node, base_url=base_url) for node in item.nodes if isinstance(node, richtext.ListNode))
    return _lines(*runs, *lists)


def _runs(paragraph: richtext.Paragraph, *, base_url: str) -> str:
    """Return the runs, those that share a target inside one link: two links side by side are read out twice."""
    groups = groupby(paragraph.runs, key=attrgetter("href"))
    return "".join(_link("".join(map(_marked, runs)), href=href, base_url=base_url) for href, runs in groups)


def _marked(run: richtext.Run) -> str:
    html = "<br>\n" if run.text == "\n" else str(escape(run.text))
    for name, tag in MARKS.items():
        if getattr(run, name):
            html = f"<{tag}>{html}</{tag}>"
    return html


def _link(html: str, *, href: str | None, base_url: str) -> str:
    """Return the link, or its words alone when the address leads nowhere or would run a script."""
    # Browsers skip spaces and control characters in addresses, and so would find a script behind them.
    target = "".join(character for character in href or "" if character > " ")
    try:
        address = absolute(target, base_url=base_url)
        is_safe = urlsplit(address).scheme in SCHEMES
    except ValueError:
        return html
    return f'<a href="{escape(address)}">{html}</a>' if target and is_safe else html


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
