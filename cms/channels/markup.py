import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cms.channels.richtext import ListItem, ListNode, Node, Paragraph, Run
from cms.typesetting.hyphenation import hyphenation_points

BREAK = mark_safe("<br>\n")
# From the innermost mark to the outermost.
MARKS = {"code": "code", "subscript": "sub", "superscript": "sup", "italic": "em", "bold": "strong"}
WORD = re.compile(r"\S+")
SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, kw_only=True)
class Prose:
    """Says rich text in HTML elements, with no attribute but the addresses of links."""

    address: Callable[[str | None], str | None]
    """Returns where a link leads, or None for one that nobody should follow."""
    text: Callable[[str], str] = str
    """Prepares words before they are escaped."""

    def html(self, nodes: Iterable[Node]) -> SafeString:
        """Return paragraphs and lists."""
        return lines(self._list(node) if isinstance(node, ListNode) else self._paragraph(node) for node in nodes)

    def link(self, href: str | None, content: str) -> SafeString:
        """Return the content as a link, or alone when it leads nowhere."""
        address = self.address(href)
        return format_html('<a href="{}">{}</a>', address, content) if address else conditional_escape(content)

    def _paragraph(self, paragraph: Paragraph) -> SafeString:
        return format_html("<p>{}</p>", self._runs(paragraph))

    def _list(self, node: ListNode) -> SafeString:
        html = "<ol>\n{}\n</ol>" if node.ordered else "<ul>\n{}\n</ul>"
        return format_html(html, lines(format_html("<li>{}</li>", self._item(item)) for item in node.items))

    def _item(self, item: ListItem) -> SafeString:
        """Return what an item holds; its paragraph needs no element of its own unless another one follows."""
        if sum(isinstance(node, Paragraph) for node in item.nodes) > 1:
            return self.html(item.nodes)
        return lines(self._list(node) if isinstance(node, ListNode) else self._runs(node) for node in item.nodes)

    def _runs(self, paragraph: Paragraph) -> SafeString:
        """Return the runs, those that share a target inside one link: two links side by side are read out twice."""
        groups = groupby(paragraph.runs, key=attrgetter("href"))
        return _joined(self._linked(href, tuple(runs)) for href, runs in groups)

    def _linked(self, href: str | None, runs: tuple[Run, ...]) -> SafeString:
        content = _joined(self._marked(run) for run in runs)
        # Nobody could see a link without words.
        return self.link(href, content) if any(run.text.strip() for run in runs) else content

    def _marked(self, run: Run) -> SafeString:
        html = BREAK if run.text == "\n" else conditional_escape(self.text(run.text))
        for name, tag in MARKS.items():
            if getattr(run, name):
                html = format_html("<{0}>{1}</{0}>", mark_safe(tag), html)  # noqa: S308  Tags of the table above.
        return html


def lines(parts: Iterable[SafeString]) -> SafeString:
    """Return the parts that say something, one a line."""
    return format_html_join("\n", "{}", ((part,) for part in parts if part))


def breakable(text: str, *, longest: int, locale: str) -> str:
    """Put soft hyphens into words that are longer than a narrow column can hold."""

    def broken(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) <= longest:
            return word
        edges = [0, *hyphenation_points(word, language=locale), len(word)]
        return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise(edges))

    return WORD.sub(broken, text)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
