from html.parser import HTMLParser

from cms.blocks.rich_text import (
    RichTextLineBreak,
    RichTextLink,
    RichTextList,
    RichTextListItem,
    RichTextParagraph,
    RichTextText,
)

MARKS = {
    "b": "BOLD",
    "strong": "BOLD",
    "i": "ITALIC",
    "em": "ITALIC",
    "code": "CODE",
    "sub": "SUBSCRIPT",
    "sup": "SUPERSCRIPT",
}
LISTS = {"ul": False, "ol": True}
SCHEMES = {"mailto": "EMAIL", "tel": "TELEPHONE"}
# Set on links to what the website itself holds, where their ids become addresses (cms/api/richtext.py).
KIND = "data-kind"
OWN = ("PAGE", "FILE")

Inline = RichTextText | RichTextLineBreak | RichTextLink
Node = RichTextParagraph | RichTextList


def tree(html: str) -> list[Node]:
    """Return the nodes of HTML that has been cleaned: paragraphs and lists, one after the other.

    Lists inside a list are not nested but told by the level of their items, so that one query reaches all of them.
    """
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.nodes


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []
        self.marks: list[str] = []
        self.lists: list[bool] = []
        # The paragraph or the items that are open, the innermost last.
        self.open: list[RichTextParagraph | RichTextListItem] = []
        self.link: RichTextLink | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in MARKS:
            self.marks.append(tag)
        elif tag in LISTS:
            self._open_list(is_ordered=LISTS[tag])
        elif tag == "li":
            self._open_item()
        elif tag == "p":
            self._open_paragraph()
        elif tag == "a":
            self._open_link(dict(attrs))
        elif tag == "br":
            self._add(RichTextLineBreak(text="\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS:
            self.marks.remove(tag)
        elif tag in LISTS:
            self.lists.pop()
        elif tag == "li" or (tag == "p" and not self.lists):
            self.open.pop()
        elif tag == "a":
            self.link = None

    def handle_data(self, data: str) -> None:
        if self.open or data.strip():
            self._add(RichTextText(text=data, marks=list(dict.fromkeys(MARKS[tag] for tag in self.marks))))

    def _open_list(self, *, is_ordered: bool) -> None:
        if not self.lists:
            self.open = []
            self.nodes.append(RichTextList(is_ordered=is_ordered, items=[]))
        self.lists.append(is_ordered)

    def _open_item(self) -> None:
        item = RichTextListItem(level=len(self.lists), is_ordered=self.lists[-1], children=[])
        self.nodes[-1].items.append(item)
        self.open.append(item)

    def _open_paragraph(self) -> None:
        # A paragraph inside an item is the item's text.
        if not self.lists:
            self.open = []
            self._begin()

    def _open_link(self, attributes: dict[str, str | None]) -> None:
        link = RichTextLink(kind=_kind(attributes), href=attributes.get("href"), children=[])
        self._add(link)
        self.link = link

    def _begin(self) -> None:
        paragraph = RichTextParagraph(children=[])
        self.nodes.append(paragraph)
        self.open.append(paragraph)

    def _add(self, inline: Inline) -> None:
        if not self.open:
            # Text that stands in no paragraph, such as that of a heading from elsewhere.
            self._begin()
        (self.link or self.open[-1]).children.append(inline)


def _kind(attributes: dict[str, str | None]) -> str:
    given = attributes.get(KIND)
    if given in OWN:
        return given
    return SCHEMES.get((attributes.get("href") or "").partition(":")[0].lower(), "WEB")
