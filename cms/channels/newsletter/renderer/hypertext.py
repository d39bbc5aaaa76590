from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from cms.channels import richtext
from cms.channels.blocks import Block
from cms.channels.fact import Fact
from cms.channels.markup import BREAK, Prose, breakable
from cms.channels.newsletter.renderer.letter import SEPARATOR, Data, Letter

SHEET = 600
COLUMN = 552
# Longer words do not fit beside one another on a phone, in a heading and in the text.
LONGEST_IN_HEADING = 16
LONGEST_IN_TEXT = 32


@dataclass(frozen=True, kw_only=True)
class Hypertext:
    """Says the blocks of a body in the HTML of mails. Classes become inline styles later."""

    letter: Letter

    @property
    def prose(self) -> Prose:
        text = partial(breakable, longest=LONGEST_IN_TEXT, locale=self.letter.locale)
        return Prose(address=self.letter.address, text=text)

    def heading(self, block: Block) -> SafeString:
        return format_html("<h{0}>{1}</h{0}>", int(block["level"]), self.title(block["headingText"]))

    def paragraph(self, block: Block) -> SafeString:
        return self.prose.html(richtext.parse(block["html"]))

    def quote(self, block: Block) -> SafeString:
        opening, closing = self.letter.words.quotation_marks
        lines = (self.text(line) for line in block["quotation"].splitlines())
        quotation = format_html_join(BREAK, "{}", ((line,) for line in lines))
        source = format_html('<p class="source">— {}</p>', block["source"]) if block["source"] else ""
        html = "<blockquote><p>{}{}{}</p>{}</blockquote>"
        return boxed(format_html(html, opening, quotation, closing, source), name="quote")

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
        if block.get("quiet"):
            return format_html('<p class="pointer"><a href="{}">{}</a></p>', href, self.text(block["actionText"]))
        html = '<table role="presentation" class="action"><tr><td class="button"><a href="{}">{}</a></td></tr></table>'
        return format_html(html, href, block["actionText"])

    def table(self, block: Block) -> SafeString:
        """Return a table of data, which unlike the tables of the layout has headers and a caption."""
        head = format_html_join("", '<th scope="col">{}</th>', ((self.text(name),) for name in block["columns"]))
        rows = format_html_join("\n", "<tr>{}</tr>", ((self._cells(row["cells"], block),) for row in block["rows"]))
        caption = (
            format_html("<caption>{}</caption>", self.text(block["tableCaption"])) if block["tableCaption"] else ""
        )
        html = '<table class="data" width="100%">{}<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody></table>'
        return format_html(html, caption, head, rows)

    def _cells(self, cells: list[str], block: Block) -> SafeString:
        is_named = block["hasRowHeaders"]
        first = format_html_join("", '<th scope="row">{}</th>', ((self.text(cell),) for cell in cells[: int(is_named)]))
        return first + format_html_join("", "<td>{}</td>", ((self.text(cell),) for cell in cells[int(is_named) :]))

    def title(self, text: str) -> SafeString:
        return conditional_escape(breakable(text, longest=LONGEST_IN_HEADING, locale=self.letter.locale))

    def text(self, text: str) -> SafeString:
        return conditional_escape(breakable(text, longest=LONGEST_IN_TEXT, locale=self.letter.locale))

    def lines(self, text: str) -> SafeString:
        return format_html_join(BREAK, "{}", ((self.text(line),) for line in text.splitlines()))

    def points(self, points: Iterable[str], *, heading: str) -> SafeString:
        items = format_html_join("\n", "<li>{}</li>", ((self.text(point),) for point in points))
        html = "<p><strong>{}</strong></p>\n<ul>{}</ul>"
        return boxed(format_html(html, self.text(heading), items), name="box")

    def facts(self, facts: Iterable[Fact]) -> SafeString:
        """Return what is to be known; when and where are struck out when it is not to be."""
        html = "<p><strong>{}</strong><br>{}</p>"
        return boxed(format_html_join("\n", html, ((fact.label, self._fact(fact)) for fact in facts)), name="box")

    def _fact(self, fact: Fact) -> SafeString:
        shown = self.prose.link(fact.href, fact.in_one_line) if fact.href else self.lines(fact.text)
        return format_html("<s>{}</s>", shown) if fact.is_off else shown

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


def boxed(content: SafeString, *, name: str) -> SafeString:
    """Return a table of one cell: Outlook knows no padding elsewhere."""
    html = '<table role="presentation" class="{}" width="100%"><tr><td>\n{}\n</td></tr></table>'
    return format_html(html, name, content)
