from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlsplit

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cms.channels.richtext import ListItem, ListNode, Node, Paragraph, Run

SCHEMES = {"", "http", "https", "mailto", "tel"}
BREAK = mark_safe("<br>\n")
# From the innermost mark to the outermost.
MARKS = {"code": "code", "subscript": "sub", "superscript": "sup", "italic": "em", "bold": "strong"}


def prose(nodes: Iterable[Node]) -> SafeString:
    """Return paragraphs and lists as HTML."""
    return lines(_list(node) if isinstance(node, ListNode) else _paragraph(node) for node in nodes)


def link(href: str | None, content: str) -> SafeString:
    """Return the content as a link, or alone when the address is none that a reader should follow."""
    target = safe_href(href)
    if target is None:
        return conditional_escape(content)
    if urlsplit(target).netloc:
        return format_html('<a href="{}" rel="noopener">{}</a>', target, content)
    return format_html('<a href="{}">{}</a>', target, content)


def safe_href(href: str | None) -> str | None:
    """Return the address without the spaces and control characters that browsers skip, or None for a script."""
    address = "".join(character for character in href or "" if character > " ")
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return None
    return address if address and scheme in SCHEMES else None


def lines(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("\n", "{}", ((part,) for part in parts if part))


def _paragraph(paragraph: Paragraph) -> SafeString:
    return format_html("<p>{}</p>", _runs(paragraph))


def _list(node: ListNode) -> SafeString:
    html = "<ol>\n{}\n</ol>" if node.ordered else "<ul>\n{}\n</ul>"
    return format_html(html, lines(_item(item) for item in node.items))


def _item(item: ListItem) -> SafeString:
    """Return a list item, whose first paragraph needs no element of its own unless another paragraph follows."""
    if sum(isinstance(node, Paragraph) for node in item.nodes) > 1:
        return format_html("<li>{}</li>", prose(item.nodes))
    parts = (_list(node) if isinstance(node, ListNode) else _runs(node) for node in item.nodes)
    return format_html("<li>{}</li>", lines(parts))


def _runs(paragraph: Paragraph) -> SafeString:
    """Return the runs, those that share a target inside one link: two links side by side are read out twice."""
    groups = groupby(paragraph.runs, key=attrgetter("href"))
    return _joined(link(href, _joined(_marked(run) for run in runs)) for href, runs in groups)


def _marked(run: Run) -> SafeString:
    html = BREAK if run.text == "\n" else conditional_escape(run.text)
    for name, tag in MARKS.items():
        if getattr(run, name):
            html = format_html(f"<{tag}>{{}}</{tag}>", html)
    return html


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
