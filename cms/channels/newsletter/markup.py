import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cms.channels import richtext
from cms.channels.blocks import Block
from cms.channels.newsletter.letter import SEPARATOR, Data, Letter, Line
from cms.typesetting.hyphenation import hyphenation_points

SHEET = 600
COLUMN = 552
# Longer words do not fit beside one another on a phone, in a heading and in the text.
LONGEST_IN_HEADING = 16
LONGEST_IN_TEXT = 32
SOFT_HYPHEN = "\u00ad"
WORD = re.compile(r"\S+")
BREAK = mark_safe("<br>")
# From the innermost mark to the outermost.
MARKS = {"code": "code", "subscript": "sub", "superscript": "sup", "italic": "em", "bold": "strong"}


@dataclass(frozen=True, kw_only=True)
class Markup:
    """Says the blocks of a body in the HTML of mails. Classes become inline styles later."""

    letter: Letter

    def heading(self, block: Block) -> SafeString:
        return format_html("<h{0}>{1}</h{0}>", int(block["level"]), self.title(block["headingText"]))

    def paragraph(self, block: Block) -> SafeString:
        return self._nodes(richtext.parse(block["html"]))

    def quote(self, block: Block) -> SafeString:
        opening, closing = self.letter.words.quotation_marks
        lines = (self.text(line) for line in block["quotation"].splitlines())
        quotation = format_html_join(BREAK, "{}", ((line,) for line in lines))
        source = format_html('<p class="source">— {}</p>', block["source"]) if block["source"] else ""
        html = "<blockquote><p>{}{}{}</p>{}</blockquote>"
        return boxed("quote", format_html(html, opening, quotation, closing, source))

    def key_points(self, block: Block) -> SafeString:
        return self.points(block["points"], heading=block["pointsHeading"] or self.letter.words.key_points)

    def image(self, block: Block) -> SafeString:
        image = block["image"] or {}
        picture = self.picture(image, preset="content", width=COLUMN)
        return format_html("{}{}", picture, self.caption(image, preset="content", text=block["caption"]))

    def call_to_action(self, block: Block) -> SafeString:
        href = self.letter.address(block["href"])
        if href is None:
            return format_html("<p><strong>{}</strong></p>", block["actionText"])
        html = '<table role="presentation" class="action"><tr><td class="button"><a href="{}">{}</a></td></tr></table>'
        return format_html(html, href, block["actionText"])

    def title(self, text: str) -> SafeString:
        return conditional_escape(breakable(text, longest=LONGEST_IN_HEADING, language=self.letter.locale))

    def text(self, text: str) -> SafeString:
        return conditional_escape(breakable(text, longest=LONGEST_IN_TEXT, language=self.letter.locale))

    def points(self, points: Iterable[str], *, heading: str) -> SafeString:
        items = format_html_join("\n", "<li>{}</li>", ((self.text(point),) for point in points))
        return boxed("box", format_html("<p><strong>{}</strong></p>\n<ul>{}</ul>", self.text(heading), items))

    def facts(self, lines: Iterable[Line]) -> SafeString:
        """Return when and where; struck out when it is not to be."""
        value = "<s>{}</s>" if self.letter.is_off else "{}"
        html = f"<p><strong>{{}}</strong><br>{value}</p>"
        facts = ((line.label, self.link(line.href, line.text)) for line in lines)
        return boxed("box", format_html_join("\n", html, facts))

    def picture(self, image: Data, *, preset: str, width: int) -> SafeString:
        rendition = image.get(preset)
        if not rendition:
            return SafeString()
        shown = min(rendition["width"], width)
        height = round(rendition["height"] * shown / rendition["width"])
        html = '<img src="{}" width="{}" height="{}" alt="{}" style="max-width:{}px">'
        return format_html(html, rendition["url"], shown, height, image["alt"], shown)

    def caption(self, image: Data, *, preset: str, text: str = "") -> SafeString:
        """Return what stands below a picture. One that is not ready yet is told in words."""
        told = f"{self.letter.words.image}: {image['alt']}" if image.get("alt") and not image[preset] else ""
        parts = [part for part in (told, text, self.letter.credit(image)) if part]
        return format_html('<p class="caption">{}</p>', SEPARATOR.join(parts)) if parts else SafeString()

    def link(self, href: str | None, content: str) -> SafeString:
        """Return the content as a link, or alone when it leads nowhere or nobody could see it."""
        target = self.letter.address(href) if content.strip() else None
        return format_html('<a href="{}">{}</a>', target, content) if target else conditional_escape(content)

    def _nodes(self, nodes: Iterable[richtext.Node]) -> SafeString:
        parts = (self._list(node) if isinstance(node, richtext.ListNode) else self._paragraph(node) for node in nodes)
        return format_html_join("\n", "{}", ((part,) for part in parts))

    def _list(self, node: richtext.ListNode) -> SafeString:
        items = format_html_join("\n", "<li>{}</li>", ((self._item(item),) for item in node.items))
        return format_html("<ol>{}</ol>" if node.ordered else "<ul>{}</ul>", items)

    def _item(self, item: richtext.ListItem) -> SafeString:
        """Return a list item, whose first paragraph needs no element of its own unless another paragraph follows."""
        if sum(isinstance(node, richtext.Paragraph) for node in item.nodes) > 1:
            return self._nodes(item.nodes)
        parts = (self._list(node) if isinstance(node, richtext.ListNode) else self._runs(node) for node in item.nodes)
        return format_html_join("", "{}", ((part,) for part in parts))

    def _paragraph(self, paragraph: richtext.Paragraph) -> SafeString:
        return format_html("<p>{}</p>", self._runs(paragraph))

    def _runs(self, paragraph: richtext.Paragraph) -> SafeString:
        """Return the runs, those that share a target inside one link: two links side by side are read out twice."""
        groups = groupby(paragraph.runs, key=attrgetter("href"))
        return _joined(self.link(href, _joined(self._run(run) for run in runs)) for href, runs in groups)

    def _run(self, run: richtext.Run) -> SafeString:
        html = BREAK if run.text == "\n" else self.text(run.text)
        for name, tag in MARKS.items():
            if getattr(run, name):
                html = format_html("<{0}>{1}</{0}>", mark_safe(tag), html)  # noqa: S308  Tags of the table above.
        return html


def boxed(name: str, content: SafeString) -> SafeString:
    """Return a table of one cell: Outlook knows no padding elsewhere."""
    html = '<table role="presentation" class="{}" width="100%"><tr><td>\n{}\n</td></tr></table>'
    return format_html(html, name, content)


def breakable(text: str, *, longest: int, language: str) -> str:
    """Put soft hyphens into words that are longer than a narrow column can hold."""

    def broken(match: re.Match[str]) -> str:
        word = match[0]
        if len(word) <= longest:
            return word
        edges = [0, *hyphenation_points(word, language=language), len(word)]
        return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise(edges))

    return WORD.sub(broken, text)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
