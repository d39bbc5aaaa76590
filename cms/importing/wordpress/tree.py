import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cms.importing.wordpress.tags import BROKEN, WORDY_ATTRIBUTES, is_swallowed

# Deeper elements become neighbors of their parents: no text is lost, and no stack overflows.
MAXIMUM_DEPTH = 60
# Only these do not part words: everything else begins and ends a line, or stands in the place of one.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc ruby s samp"  # noqa: SIM905  Names in rows read best.
    " small span strike strong sub sup time tt u var wbr".split()
)
COMMENT = re.compile(r"<!--(?:-?>|(?P<text>.*?)(?:--!?>|\Z))", re.DOTALL)
# What HTML drops without a word: processing instructions, declarations and end tags that are none.
# The marks of the block editor are neither of these; they are read elsewhere.
BOGUS = re.compile(r"<(?:\?|!(?!--\s+/?wp:))(?P<text>[^>]*)(?:>|\Z)|</(?P<end>[^a-zA-Z>][^>]*)(?:>|\Z)|</>", re.DOTALL)
UNFINISHED_TAG = re.compile(r"<(?=/?[a-zA-Z][^<>]*\Z)")
# Their content would stand outside the tree, or hold all that follows.
HIDING = re.compile(r"<(/?)(?:template|frameset|plaintext)\b", re.IGNORECASE)


@dataclass(kw_only=True)
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def is_inline(self) -> bool:
        # The button of a file stands beside its name without a space between them.
        return self.tag in INLINE and "wp-block-file__button" not in self.classes

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def elements(self) -> "Iterator[Element]":
        """Return all elements below this one in the order of the text."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.elements()

    def find(self, *tags: str) -> "Element | None":
        return next((element for element in self.elements() if element.tag in tags), None)

    def copy(self, keep: "Callable[[Element | str], Iterable[Element | str]]") -> "Element":
        """Return a copy in which `keep` says what stands in the place of each part: itself, others or nothing."""
        children = [
            part.copy(keep) if isinstance(part, Element) else part for child in self.children for part in keep(child)
        ]
        return Element(tag=self.tag, attributes=self.attributes, children=children)

    def text(self) -> str:
        """Return the text, with spaces where elements part words."""
        return "".join(_texts(self))


@dataclass(frozen=True, kw_only=True)
class Markup:
    """HTML as a tree, with the comments and declarations that stood in it."""

    root: Element
    comments: tuple[str, ...]


def parse(html: str) -> Markup:
    """Read HTML as browsers do, however broken it is."""
    comments: list[str] = []

    def keep(match: re.Match[str]) -> str:
        comments.extend(text for text in match.groups() if text and text.strip())
        return ""

    visible = HIDING.sub(r"<\1div", finished(BOGUS.sub(keep, COMMENT.sub(keep, html))))
    body = LexborHTMLParser(f"<!doctype html><body>{visible}").body
    root = Element(tag="div")
    if body is not None:
        _copy(body, root)
    return Markup(root=root, comments=tuple(comments))


def finished(html: str) -> str:
    """Return HTML in which a tag that the text ends within is text, since browsers would drop it."""
    return UNFINISHED_TAG.sub("&lt;", html)


def words_in_attributes(element: Element) -> Iterator[tuple[str, str]]:
    """Return the attributes that say something, and those that have swallowed text because a quotation mark is gone."""
    for name, value in element.attributes.items():
        if name in WORDY_ATTRIBUTES or (name == "value" and element.tag == "input"):
            yield name, value
        elif BROKEN.search(name) or BROKEN.search(value):
            yield "broken", f"{name} {value}"
        elif is_swallowed(name, value):
            yield "broken", name


def texts_in(markup: Markup) -> list[str]:
    """Return every text of a document: what is shown, what attributes say, and comments."""
    attributes = [text for element in markup.root.elements() for _name, text in words_in_attributes(element)]
    return [markup.root.text(), *attributes, *markup.comments]


def _texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.is_inline:
            yield from _texts(child)
        else:
            yield " "
            yield from _texts(child)
            yield " "


def _copy(source: LexborNode, root: Element) -> None:
    """Copy a tree without recursion, since its depth is what is in doubt."""
    waiting: list[tuple[LexborNode | None, Element, int]] = [(source.child, root, 1)]
    while waiting:
        node, parent, depth = waiting.pop()
        if node is None:
            continue
        waiting.append((node.next, parent, depth))
        if node.tag == "-text":
            parent.children.append(node.text_content or "")
        elif node.tag and not node.tag.startswith("-"):
            element = _element(node)
            parent.children.append(element)
            inside = element if depth < MAXIMUM_DEPTH else parent
            waiting.append((node.child, inside, depth + 1))


def _element(node: LexborNode) -> Element:
    attributes = {name: value or "" for name, value in node.attributes.items()}
    return Element(tag=str(node.tag), attributes=attributes)
