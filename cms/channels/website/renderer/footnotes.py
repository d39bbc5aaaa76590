import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.channels import richtext
from cms.channels.blocks import Block
from cms.channels.markup import Prose
from cms.channels.richtext import ListItem, ListNode, Node, Paragraph, Run
from cms.channels.website.renderer.prose import PROSE
from cms.channels.wording import Wording

NUMBER = re.compile(r"\s*[\[(]?(\d{1,4})[\])]?\s*", re.ASCII)
ADDRESS = re.compile(r"#footnote-(\d{1,4})", re.ASCII)
# The 2 of m² is no reference, wherever there is a second note.
AREA = re.compile(r"(?<!\w)[cdkm]?m$")


@dataclass(frozen=True, kw_only=True)
class ReferringProse(Prose):
    """Makes a number in superscript the way to its note, and a place to come back to."""

    words: Wording
    notes: Collection[int] = ()
    _reached: set[int] = field(default_factory=set)

    def html(self, nodes: Iterable[Node]) -> SafeString:
        return super().html(referring(nodes, notes=self.notes))

    def link(self, href: str | None, content: str) -> SafeString:
        match = ADDRESS.fullmatch(href or "")
        if match is None or int(match[1]) not in self.notes:
            return super().link(href, content)
        number = int(match[1])
        # Several places may refer to a note; the way back leads to the first.
        place = "" if number in self._reached else format_html(' id="footnote-{}-text"', number)
        self._reached.add(number)
        label = self.words.footnote.format(number=number)
        html = '<a href="#footnote-{}"{} role="doc-noteref" aria-label="{}">{}</a>'
        return format_html(html, number, place, label, content)


def prose_of(page: Mapping[str, Any], *, words: Wording) -> ReferringProse:
    notes = frozenset(note["number"] for block in page["body"] for note in block.get("notes", ()))
    return ReferringProse(address=PROSE.address, words=words, notes=notes)


def anchors(page: Mapping[str, Any]) -> Iterator[str]:
    """Return the identifiers that the notes of a page take."""
    for block in page["body"]:
        for note in block.get("notes", ()):
            yield from (f"footnote-{note['number']}", f"footnote-{note['number']}-text")


def referred(body: Iterable[Block], *, notes: Collection[int]) -> frozenset[int]:
    """Return the numbers of the notes that the texts of a body refer to."""
    htmls = [block["html"] for block in body if "html" in block]
    htmls += [entry["html"] for block in body for entry in block.get("questions", ())]
    nodes = [node for html in htmls for node in referring(richtext.parse(html), notes=notes)]
    found = (ADDRESS.fullmatch(run.href or "") for part in richtext.paragraphs(nodes) for run in part.runs)
    return frozenset(int(match[1]) for match in found if match)


def referring(nodes: Iterable[Node], *, notes: Collection[int]) -> Iterator[Node]:
    """Turn the numbers of notes in superscript into links to them."""
    for node in nodes:
        if isinstance(node, Paragraph):
            yield Paragraph(runs=tuple(_runs(node.runs, notes)))
        else:
            items = (ListItem(nodes=tuple(referring(item.nodes, notes=notes))) for item in node.items)
            yield ListNode(ordered=node.ordered, items=tuple(items))


def footnotes(block: Block) -> SafeString:
    items = format_html_join("\n", "{}", ((_note(note, block),) for note in block["notes"]))
    html = '<section class="footnotes" role="doc-endnotes">\n<h2>{}</h2>\n<ol>\n{}\n</ol>\n</section>'
    return format_html(html, block["words"].footnotes, items)


def _runs(runs: Iterable[Run], notes: Collection[int]) -> Iterator[Run]:
    before = ""
    for run in runs:
        match = NUMBER.fullmatch(run.text) if run.superscript and run.href is None else None
        is_reference = match is not None and int(match[1]) in notes and not AREA.search(before)
        yield replace(run, href=f"#footnote-{int(match[1])}") if match and is_reference else run
        before = run.text


def _note(note: Mapping[str, Any], block: Block) -> SafeString:
    number, text = note["number"], PROSE.html(richtext.parse(note["html"]))
    if number not in block["referred"]:
        return format_html('<li id="footnote-{}">{}</li>', number, text)
    label = block["words"].back_to_text.format(number=number)
    back = format_html('<a href="#footnote-{}-text" role="doc-backlink" aria-label="{}">↩\ufe0e</a>', number, label)
    return format_html('<li id="footnote-{}">{} {}</li>', number, text, back)
