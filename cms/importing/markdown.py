import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from django.utils.html import escape
from markdown_it.tree import SyntaxTreeNode

from cms.importing.conversion import BlockData, Conversion, ImageResolver, LinkResolver, heading_block
from cms.importing.inlines import InlineWriter
from cms.importing.limits import MAXIMUM_CAPTION, MAXIMUM_QUOTE_SOURCE
from cms.importing.syntax import leaves, parse, parser, pictures, plain
from cms.importing.words import one_line, shortened, text_of_html

__all__ = ["BlockData", "Conversion", "convert", "parser"]

QUOTE_SOURCE = re.compile(r"^(?:—|–|--)\s*(?P<source>.+)$")
MAXIMUM_SHOWN = 80
LISTS = {"bullet_list", "ordered_list"}
CODE = {"fence", "code_block"}
MARKUP = {"em", "strong", "link"}


def convert(markdown: str, *, resolve_link: LinkResolver, resolve_image: ImageResolver) -> Conversion:
    """Turn Markdown into blocks in the order of the text. A first-level heading at the start becomes the title."""
    return _Converter(resolve_link=resolve_link, resolve_image=resolve_image).run(markdown)


class _Converter:
    def __init__(self, *, resolve_link: LinkResolver, resolve_image: ImageResolver) -> None:
        self.resolve_image = resolve_image
        self.result = Conversion()
        self.inlines = InlineWriter(self.result, resolve_link=resolve_link)
        self.handlers: dict[str, Callable[[SyntaxTreeNode], None]] = {
            "heading": self.heading,
            "paragraph": self.paragraph,
            "bullet_list": self.rich_text,
            "ordered_list": self.rich_text,
            "blockquote": self.quote,
            "fence": self.code,
            "code_block": self.code,
            "hr": self.rule,
        }

    def run(self, markdown: str) -> Conversion:
        for node in parse(markdown).children:
            self.handlers[node.type](node)
            self.images()
        return self.result

    def heading(self, node: SyntaxTreeNode) -> None:
        text = " ".join(plain(node).splitlines())
        self.inlines.pictures += pictures(node)
        self.plain_text_only(node, kind="Headings", text=text)
        if not text:
            return
        if node.tag == "h1" and self.result.title is None and not self.result.blocks:
            self.result.title = one_line(text)
            return
        block = heading_block(text, level=min(max(int(node.tag[1]), 2), 4))
        if block[0] != "heading":
            self.result.notes.append(f"A heading of {len(text)} characters became a paragraph: '{text[:40]}…'.")
        self.result.blocks.append(block)

    def paragraph(self, node: SyntaxTreeNode) -> None:
        self.append_html(f"<p>{self.inlines.html(node)}</p>")

    def images(self) -> None:
        """Let the pictures of a block follow it."""
        for picture in self.inlines.pictures:
            self.image(picture)
        self.inlines.pictures.clear()

    def image(self, node: SyntaxTreeNode) -> None:
        source, alt = unquote(str(node.attrs["src"])), plain(node)
        image_id = self.resolve_image(source, alt)
        if image_id is not None:
            self.result.blocks.append(("image", {"image": image_id, "caption": self.caption(node)}))
            return
        self.result.missing_images.append(source)
        self.result.missing_alt_texts.append(alt)
        self.append_html(f"<p><i>{escape(alt)}</i></p>")

    def caption(self, node: SyntaxTreeNode) -> str:
        text = str(node.attrs.get("title", ""))
        caption = shortened(text, limit=MAXIMUM_CAPTION)
        if caption != text:
            self.result.notes.append(f"A caption was cut to {MAXIMUM_CAPTION} characters: '{text[:40]}…'.")
        return caption

    def rich_text(self, node: SyntaxTreeNode) -> None:
        self.append_html(self.list_html(node))

    def list_html(self, node: SyntaxTreeNode) -> str:
        tag = "ol" if node.type == "ordered_list" else "ul"
        start = node.attrs.get("start", 1)
        if start != 1:
            self.result.notes.append(f"A list begins at {start}; here lists begin at 1.")
        items = "".join(f"<li>{html}</li>" for item in node.children if (html := self.item_html(item)))
        return f"<{tag}>{items}</{tag}>" if items else ""

    def item_html(self, item: SyntaxTreeNode) -> str:
        """Return the item's texts parted by line breaks, as Wagtail's editor keeps them, with its lists behind."""
        parts = list(_without_quotes(item))
        texts = [self.text_html(part) for part in parts if part.type not in LISTS]
        lists = [self.list_html(part) for part in parts if part.type in LISTS]
        return "<br/>".join(text for text in texts if _has_words(text)) + "".join(lists)

    def text_html(self, node: SyntaxTreeNode) -> str:
        """Return a block inside a list item as running text."""
        if node.type in CODE:
            return _code_html(node)
        if node.type == "hr":
            self.rule(node)
            return ""
        return self.inlines.html(node)

    def quote(self, node: SyntaxTreeNode) -> None:
        self.inlines.pictures += pictures(node)
        for rule in (child for child in node.walk() if child.type == "hr"):
            self.rule(rule)
        texts = [lines for leaf in leaves(node) if (lines := _quoted_lines(leaf))]
        source = QUOTE_SOURCE.match(texts[-1][-1]) if texts else None
        if source and len(source["source"]) <= MAXIMUM_QUOTE_SOURCE and texts != [[source[0]]]:
            texts[-1].pop()
        else:
            source = None
        text = "\n".join(" ".join(lines) for lines in texts if lines)
        self.plain_text_only(node, kind="Quotes", text=text)
        if text:
            self.result.blocks.append(("quote", {"text": text, "source": source["source"] if source else ""}))

    def plain_text_only(self, node: SyntaxTreeNode, *, kind: str, text: str) -> None:
        if text and any(child.type in MARKUP for child in node.walk()):
            shown = shortened(" ".join(text.splitlines()), limit=MAXIMUM_SHOWN)
            self.result.notes.append(f"{kind} hold no markup; '{shown}' is stored as plain text.")

    def code(self, node: SyntaxTreeNode) -> None:
        self.append_html(f"<p>{_code_html(node)}</p>")

    def rule(self, _node: SyntaxTreeNode) -> None:
        self.result.notes.append("A horizontal rule was left out; headings part sections here.")

    def append_html(self, html: str) -> None:
        """Let neighboring paragraphs and lists share one block, as an editor would write them, and skip empty ones."""
        blocks = self.result.blocks
        if not _has_words(html):
            return
        if blocks and blocks[-1][0] == "paragraph":
            blocks[-1] = ("paragraph", {"text": blocks[-1][1]["text"] + html})
        else:
            blocks.append(("paragraph", {"text": html}))


def _without_quotes(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """Return the blocks of a list item; those of quotes among them stand for the quotes."""
    for child in node.children:
        if child.type == "blockquote":
            yield from _without_quotes(child)
        else:
            yield child


def _has_words(html: str) -> bool:
    return bool(text_of_html(html).strip())


def _code_html(node: SyntaxTreeNode) -> str:
    lines = escape(node.content.rstrip("\n")).split("\n")
    return f"<code>{'<br/>'.join(lines)}</code>" if any(lines) else ""


def _quoted_lines(leaf: SyntaxTreeNode) -> list[str]:
    return plain(leaf, line_break="\n").splitlines()
