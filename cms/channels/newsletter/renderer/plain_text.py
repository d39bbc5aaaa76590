import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from textwrap import TextWrapper, indent

from cms.channels import richtext
from cms.channels.blocks import Block
from cms.channels.fact import Fact
from cms.channels.newsletter.renderer.letter import SEPARATOR, Data, Letter, one_line
from cms.channels.plainer import plainer

WIDTH = 78
RULE = "-" * 24
UNDERLINES = {1: "=", 2: "-", 3: "~", 4: "."}
QUOTE_INDENT = 4
SPACES = re.compile(r"[ \t\r\n\f]+")
# Where characters cannot be raised, 10³ would read as 103.
SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
SUBSCRIPTS = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


class PlainText:
    """Says a mail in lines of at most 78 columns, addresses excepted, and names each address once."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self._named: set[str] = set()

    def heading(self, block: Block) -> str:
        return underlined(block["headingText"], level=int(block["level"]))

    def paragraph(self, block: Block) -> str:
        return self._nodes(richtext.parse(block["html"]), by="\n\n", width=WIDTH)

    def quote(self, block: Block) -> str:
        opening, closing = self.letter.words.quotation_marks
        source = f"— {block['source']}" if block["source"] else ""
        return wrapped(f"{opening}{block['quotation']}{closing}\n{source}".rstrip(), indented=QUOTE_INDENT)

    def key_points(self, block: Block) -> str:
        return self.points(block["points"], heading=block["pointsHeading"] or self.letter.words.key_points)

    def image(self, block: Block) -> str:
        return self.picture(block["image"] or {}, caption=block["caption"])

    def call_to_action(self, block: Block) -> str:
        return hanging("→ ", self._linked(block["actionText"], block["href"]), width=WIDTH)

    def table(self, block: Block) -> str:
        """Return each row as an item that names its columns: the width of a line holds few of them."""
        named = plainer([block], words=self.letter.words)
        return "\n".join(self.paragraph(each) for each in named)

    def points(self, points: Iterable[str], *, heading: str) -> str:
        return "\n".join((wrapped(heading), *(hanging("- ", one_line(point), width=WIDTH) for point in points)))

    def picture(self, image: Data, *, caption: str = "") -> str:
        shown = f"[{self.letter.words.image}: {image['alt']}]" if image.get("alt") else ""
        below = SEPARATOR.join(part for part in (caption, self.letter.credit(image)) if part)
        return "\n".join(wrapped(part) for part in (shown, below) if part)

    def facts(self, facts: Iterable[Fact]) -> str:
        """Return named facts and addresses, one a line, without the addresses that were named before."""
        new = [fact for fact in facts if fact.href is None or self._names(fact.href)]
        return "\n".join(wrapped(f"{fact.label}: {fact.in_one_line}") for fact in new)

    def _nodes(self, nodes: Iterable[richtext.Node], *, by: str, width: int) -> str:
        return by.join(
            "\n".join(self._items(node, width=width))
            if isinstance(node, richtext.ListNode)
            else wrapped(self._sentences(node), width=width)
            for node in nodes
        )

    def _items(self, node: richtext.ListNode, *, width: int) -> Iterator[str]:
        for number, item in enumerate(node.items, start=1):
            mark = f"{number}. " if node.ordered else "- "
            yield hanging(mark, self._nodes(item.nodes, by="\n", width=width - len(mark)), width=None)

    def _sentences(self, paragraph: richtext.Paragraph) -> str:
        groups = groupby(paragraph.runs, key=attrgetter("href"))
        return "".join(self._linked("".join(_characters(run) for run in runs), href) for href, runs in groups)

    def _linked(self, text: str, href: str | None) -> str:
        words = text.rstrip()
        target = self.letter.address(href) if words else None
        if target is None or not self._names(target):
            return text
        shown = target.removeprefix("mailto:")
        return text if words == shown else f"{words} ({shown}){text[len(words) :]}"

    def _names(self, target: str) -> bool:
        """Take note of an address and return whether it is new."""
        is_new = target not in self._named
        self._named.add(target)
        return is_new


def underlined(text: str, *, level: int) -> str:
    heading = wrapped(one_line(text))
    return f"{heading}\n{UNDERLINES[level] * max(map(len, heading.splitlines()), default=0)}"


def wrapped(text: str, *, width: int = WIDTH, indented: int = 0) -> str:
    """Break lines at spaces only: an address or a word that is cut cannot be followed or found."""
    wrapper = TextWrapper(width - indented, break_long_words=False, break_on_hyphens=False)
    return indent("\n".join(wrapper.fill(line) for line in text.splitlines()), " " * indented)


def hanging(mark: str, text: str, *, width: int | None) -> str:
    """Put a mark before the text and the following lines below the first; wrap the text when a width is given."""
    margin = " " * len(mark)
    lines = wrapped(text, width=width - len(mark)) if width else text
    return (mark + indent(lines, margin).removeprefix(margin)).rstrip()


def _characters(run: richtext.Run) -> str:
    if run.text == "\n":
        return "\n"
    text = SPACES.sub(" ", run.text)
    if run.superscript:
        return text.translate(SUPERSCRIPTS)
    return text.translate(SUBSCRIPTS) if run.subscript else text
