from django.utils.html import escape
from markdown_it.tree import SyntaxTreeNode

from cms.importing.conversion import Conversion, LinkResolver
from cms.importing.syntax import content, plain

TAGS = {"em": "i", "strong": "b"}
BREAKS = {"softbreak": " ", "hardbreak": "<br/>"}


class InlineWriter:
    """Writes running text as rich text: emphasis, code and links. Pictures wait for their block in `pictures`."""

    def __init__(self, result: Conversion, *, resolve_link: LinkResolver) -> None:
        self.result = result
        self.resolve_link = resolve_link
        self.pictures: list[SyntaxTreeNode] = []

    def html(self, node: SyntaxTreeNode) -> str:
        if node.type == "link":
            return self.link(node)
        if node.type in TAGS:
            return self.emphasis(node)
        if node.type == "code_inline":
            return f"<code>{escape(node.content)}</code>"
        if node.type == "image":
            # A picture cannot stand inside a paragraph here, so it follows it.
            self.pictures.append(node)
            return ""
        return BREAKS.get(node.type) or (self.children(node) if node.children else escape(content(node)))

    def children(self, node: SyntaxTreeNode) -> str:
        return "".join(self.html(child) for child in node.children)

    def emphasis(self, node: SyntaxTreeNode) -> str:
        inner = self.children(node)
        return f"<{TAGS[node.type]}>{inner}</{TAGS[node.type]}>" if inner.strip() else inner

    def link(self, node: SyntaxTreeNode) -> str:
        href, inner = str(node.attrs["href"]), self.children(node)
        if not inner.strip():
            self.result.notes.append(f"The link to '{href}' stands around no text, so it was left out.")
            return inner
        self.result.links += 1
        attributes = self.resolve_link(href)
        if attributes is None:
            self.result.dead_links.append(f"{plain(node)} ({href or 'no address'})")
            attributes = {"href": href or "#"}
        opening = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        return f"<a{opening}>{inner}</a>"
