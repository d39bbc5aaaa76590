import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

QUOTE_SOURCE = re.compile(r"^(?:—|–|--)\s*(?P<source>.+)$")
MAXIMUM_HEADING = 255

BlockData = tuple[str, Any]
# Returns the attributes of the opening tag, or None for a link that leads nowhere.
LinkResolver = Callable[[str], dict[str, str] | None]
# Returns the id of the image, or None when there is no such picture.
ImageResolver = Callable[[str, str], int | None]


@dataclass(kw_only=True)
class Conversion:
    """Blocks made of Markdown, with what could not be kept as it was."""

    title: str | None = None
    blocks: list[BlockData] = field(default_factory=list)
    links: int = 0
    dead_links: list[str] = field(default_factory=list)
    missing_images: list[str] = field(default_factory=list)
    # The alt texts of missing images are kept as text, so they count as words that arrived.
    missing_alt_texts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def sections(self) -> int:
        return sum(1 for name, _value in self.blocks if name == "heading")


def parser() -> MarkdownIt:
    # HTML inside Markdown stays what it is, text: what comes from outside must not bring elements along.
    return MarkdownIt("commonmark", {"html": False})


def convert(markdown: str, *, resolve_link: LinkResolver, resolve_image: ImageResolver) -> Conversion:
    """Turn Markdown into blocks in the order of the text. A first-level heading at the start becomes the title."""
    return _Converter(resolve_link=resolve_link, resolve_image=resolve_image).run(markdown)


class _Converter:
    def __init__(self, *, resolve_link: LinkResolver, resolve_image: ImageResolver) -> None:
        self.resolve_link = resolve_link
        self.resolve_image = resolve_image
        self.result = Conversion()
        self.pictures_in_text: list[SyntaxTreeNode] = []
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
        for node in SyntaxTreeNode(parser().parse(markdown)).children:
            self.handlers[node.type](node)
        return self.result

    def heading(self, node: SyntaxTreeNode) -> None:
        text = _plain(node)
        if any(child.type in {"em", "strong", "link"} for child in node.walk()):
            self.result.notes.append(f"Headings hold no markup; '{text}' is stored as plain text.")
        if node.tag == "h1" and self.result.title is None and not self.result.blocks:
            self.result.title = text
        elif len(text) > MAXIMUM_HEADING:
            self.result.notes.append(f"A heading of {len(text)} characters became a paragraph: '{text[:40]}…'.")
            self.append_html(f"<p><b>{escape(text)}</b></p>")
        elif text:
            level = min(max(int(node.tag[1]), 2), 4)
            self.result.blocks.append(("heading", {"text": text, "level": str(level)}))

    def paragraph(self, node: SyntaxTreeNode) -> None:
        inline = node.children[0].children if node.children else []
        pictures = [child for child in inline if child.type == "image"]
        if pictures and all(child.type in {"image", "softbreak"} for child in inline):
            for picture in pictures:
                self.image(picture)
        else:
            self.append_html(f"<p>{self.inline(node)}</p>")
            for picture in self.pictures_in_text:
                self.image(picture)
            self.pictures_in_text.clear()

    def image(self, node: SyntaxTreeNode) -> None:
        source, alt = str(node.attrs["src"]), _plain(node)
        image_id = self.resolve_image(source, alt)
        if image_id is not None:
            self.result.blocks.append(("image", {"image": image_id, "caption": str(node.attrs.get("title", ""))}))
            return
        if missing := self.missing_image(source, alt):
            self.append_html(f"<p>{missing}</p>")

    def missing_image(self, source: str, alt: str) -> str:
        self.result.missing_images.append(source)
        self.result.missing_alt_texts.append(alt)
        return f"<i>{escape(alt)}</i>" if alt else ""

    def rich_text(self, node: SyntaxTreeNode) -> None:
        self.append_html(self.list_html(node))

    def list_html(self, node: SyntaxTreeNode) -> str:
        tag = "ol" if node.type == "ordered_list" else "ul"
        return f"<{tag}>{''.join(f'<li>{self.item_html(item)}</li>' for item in node.children)}</{tag}>"

    def item_html(self, item: SyntaxTreeNode) -> str:
        """Return the item's paragraphs parted by line breaks, as Wagtail's editor keeps them, with its lists behind."""
        lists = [child for child in item.children if child.type in {"bullet_list", "ordered_list"}]
        texts = [self.inline(child) for child in item.children if child not in lists]
        return "<br/>".join(texts) + "".join(self.list_html(child) for child in lists)

    def quote(self, node: SyntaxTreeNode) -> None:
        paragraphs = [_plain(child, softbreak="\n").splitlines() for child in node.children]
        last = paragraphs[-1][-1:] if paragraphs else []
        source = QUOTE_SOURCE.match(last[0]) if last else None
        if source:
            paragraphs[-1].pop()
        text = "\n".join(" ".join(lines) for lines in paragraphs if lines)
        self.result.blocks.append(("quote", {"text": text, "source": source["source"] if source else ""}))

    def code(self, node: SyntaxTreeNode) -> None:
        lines = escape(node.content.rstrip("\n")).split("\n")
        self.append_html(f"<p><code>{'<br/>'.join(lines)}</code></p>")

    def rule(self, _node: SyntaxTreeNode) -> None:
        self.result.notes.append("A horizontal rule was left out; headings part sections here.")

    def append_html(self, html: str) -> None:
        """Let neighbouring paragraphs and lists share one block, as an editor would write them."""
        blocks = self.result.blocks
        if blocks and blocks[-1][0] == "paragraph":
            blocks[-1] = ("paragraph", {"text": blocks[-1][1]["text"] + html})
        else:
            blocks.append(("paragraph", {"text": html}))

    def inline(self, node: SyntaxTreeNode) -> str:
        if node.type == "link":
            return self.link(node)
        if node.type in {"em", "strong"}:
            tag = "i" if node.type == "em" else "b"
            return f"<{tag}>{self.children(node)}</{tag}>"
        if node.type == "code_inline":
            return f"<code>{escape(node.content)}</code>"
        if node.type == "image":
            # A picture cannot stand inside a paragraph here, so it follows it.
            self.pictures_in_text.append(node)
            return ""
        breaks = {"softbreak": " ", "hardbreak": "<br/>"}
        return breaks.get(node.type) or (self.children(node) if node.children else escape(_content(node)))

    def children(self, node: SyntaxTreeNode) -> str:
        return "".join(self.inline(child) for child in node.children)

    def link(self, node: SyntaxTreeNode) -> str:
        href = str(node.attrs["href"])
        self.result.links += 1
        attributes = self.resolve_link(href)
        if attributes is None:
            self.result.dead_links.append(f"{_plain(node)} ({href or 'no address'})")
            attributes = {"href": href or "#"}
        opening = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        return f"<a{opening}>{self.children(node)}</a>"


def _plain(node: SyntaxTreeNode, *, softbreak: str = " ") -> str:
    return "".join(_plain_parts(node, softbreak)).strip()


def _plain_parts(node: SyntaxTreeNode, softbreak: str) -> Iterator[str]:
    if node.type in {"softbreak", "hardbreak"}:
        yield "\n" if node.type == "hardbreak" else softbreak
    elif node.children:
        for child in node.children:
            yield from _plain_parts(child, softbreak)
            if child.type in {"paragraph", "list_item"}:
                yield "\n"
    else:
        yield _content(node)


def _content(node: SyntaxTreeNode) -> str:
    return "" if node.is_root or node.token is None else node.content
