from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

# The parser drops what lies deeper without a word, so such documents are refused.
MAXIMUM_NESTING = 100
CONTAINERS = {"blockquote", "bullet_list", "ordered_list", "list_item"}
LINE_BREAKS = {"softbreak", "hardbreak"}


class NestingError(Exception):
    """The document nests lists, quotes or emphasis deeper than can be read."""


def parser() -> MarkdownIt:
    # HTML inside Markdown stays what it is, text: what comes from outside must not bring elements along.
    return MarkdownIt("commonmark", {"html": False, "maxNesting": MAXIMUM_NESTING})


def parse(markdown: str) -> SyntaxTreeNode:
    """Return the document as a tree. Raises NestingError rather than lose what lies too deep."""
    try:
        tokens = parser().parse(markdown)
    except RecursionError as error:
        raise NestingError(_too_deep()) from error
    if _depth(tokens) >= MAXIMUM_NESTING - 1:
        raise NestingError(_too_deep())
    return SyntaxTreeNode(tokens)


def plain(node: SyntaxTreeNode, *, line_break: str = " ") -> str:
    """Return the words of a text without its markup and without the alt texts of its pictures."""
    return "".join(_plain_parts(node, line_break)).strip()


def leaves(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """Return the paragraphs, headings and code inside quotes and lists, in the order of the text."""
    if node.type not in CONTAINERS:
        yield node
        return
    for child in node.children:
        yield from leaves(child)


def pictures(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """Return the pictures in a text, without those that stand in the alt text of another one."""
    if node.type == "image":
        yield node
        return
    for child in node.children:
        yield from pictures(child)


def content(node: SyntaxTreeNode) -> str:
    return "" if node.is_root or node.token is None else node.content


def _plain_parts(node: SyntaxTreeNode, line_break: str) -> Iterator[str]:
    if node.type in LINE_BREAKS:
        yield line_break
    elif not node.children:
        yield "" if node.type == "image" else content(node)
    for child in node.children:
        if child.type != "image" or node.type == "image":
            yield from _plain_parts(child, line_break)


def _depth(tokens: list[Token]) -> int:
    """Return how deep the deepest token lies. Counts without recursion, as the depth is what is in doubt."""
    deepest = 0
    open_lists = [(0, tokens)]
    while open_lists:
        base, siblings = open_lists.pop()
        # A text begins to count anew: blocks and the emphasis inside them have a limit each.
        deepest = max([deepest, *(base + token.level for token in siblings if token.type != "inline")])
        open_lists += [(_base_inside(token, base), token.children) for token in siblings if token.children]
    return deepest


def _base_inside(token: Token, base: int) -> int:
    return 0 if token.type == "inline" else base + token.level + 1


def _too_deep() -> str:
    return f"The document is nested too deeply: lists, quotes and emphasis have at most {MAXIMUM_NESTING - 1} levels."
