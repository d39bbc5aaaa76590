from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any, ClassVar

from cms.channels.blocks import RenderError


class RichTextError(RenderError):
    """Rich text holds an element that no channel knows how to say."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """Words of one appearance. A line break inside a paragraph is a run whose text is a newline."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    superscript: bool = False
    subscript: bool = False
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    runs: tuple[Run, ...]


@dataclass(frozen=True, kw_only=True)
class ListItem:
    """Its paragraphs, and lists inside it."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, kw_only=True)
class ListNode:
    ordered: bool
    items: tuple[ListItem, ...]


Node = Paragraph | ListNode

MARKS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "code": "code",
    "sup": "superscript",
    "sub": "subscript",
}
LISTS = {"ol", "ul"}


def parse(html: str) -> tuple[Node, ...]:
    """Read the HTML of a ParagraphBlock into paragraphs and lists. Raises RichTextError for what it does not know."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.finish()


def plain(nodes: Iterable[Node]) -> str:
    """Return the words alone, one paragraph or list item a line."""
    return "\n".join("".join(run.text for run in paragraph.runs) for paragraph in paragraphs(nodes))


def paragraphs(nodes: Iterable[Node]) -> Iterator[Paragraph]:
    """Walk all paragraphs in reading order, those of lists too."""
    for node in nodes:
        if isinstance(node, Paragraph):
            yield node
        else:
            for item in node.items:
                yield from paragraphs(item.nodes)


class _Parser(HTMLParser):
    transparent: ClassVar[set[str]] = {"div", "span"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._style = Run(text="")
        self._styles: list[Run] = []
        self._runs: list[Run] = []
        # One list of nodes for the text itself and one for each open list item, with the open lists between them.
        self._nodes: list[list[Node]] = [[]]
        self._lists: list[tuple[bool, list[ListItem]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in MARKS:
            self._push(_marked(self._style, tag))
        elif tag == "a":
            self._push(replace(self._style, href=_target(dict(attrs).get("href"))))
        elif tag == "p":
            self._end_paragraph()
        elif tag == "br":
            self._runs.append(replace(self._style, text="\n"))
        elif tag in LISTS:
            self._end_paragraph()
            self._lists.append((tag == "ol", []))
        elif tag == "li":
            self._end_paragraph()
            self._nodes.append([])
        elif tag not in self.transparent:
            message = f"Rich text holds <{tag}>, which no channel knows."
            raise RichTextError(message)

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS or tag == "a":
            self._style = self._styles.pop() if self._styles else Run(text="")
        elif tag == "p":
            self._end_paragraph()
        elif tag == "li" and self._lists:
            self._end_paragraph()
            self._lists[-1][1].append(ListItem(nodes=tuple(self._nodes.pop())))
        elif tag in LISTS and self._lists:
            ordered, items = self._lists.pop()
            self._nodes[-1].append(ListNode(ordered=ordered, items=tuple(items)))

    def handle_data(self, data: str) -> None:
        if data.strip() or self._runs:
            self._runs.append(replace(self._style, text=data))

    def finish(self) -> tuple[Node, ...]:
        self._end_paragraph()
        return tuple(self._nodes[0])

    def _push(self, style: Run) -> None:
        self._styles.append(self._style)
        self._style = style

    def _end_paragraph(self) -> None:
        runs = tuple(run for run in self._runs if run.text)
        self._runs = []
        if any(run.text.strip() for run in runs):
            self._nodes[-1].append(Paragraph(runs=runs))


def _marked(style: Run, tag: str) -> Run:
    marks: dict[str, Any] = {MARKS[tag]: True}
    return replace(style, **marks)


def _target(href: str | None) -> str | None:
    """Return where a link leads. An address that leads nowhere makes it plain text."""
    return href if href and href != "#" else None
