from collections.abc import Callable, Iterable, Sequence
from itertools import count

from cms.blocks.embeds import player_of
from cms.importing.wordpress.account import Account, Targets
from cms.importing.wordpress.richtext import BREAK, Mark, RichText, link_mark, mark_of
from cms.importing.wordpress.tree import Element, words_in_attributes
from cms.importing.words import count_words, one_line, text_of_html

LISTS = frozenset({"ul", "ol", "menu", "dir"})
# What these hold is code, or asks for something the page could not answer.
LEFT_OUT = {
    "script": "script",
    "style": "style sheet",
    "noscript": "text for browsers without scripts",
    "form": "form",
    "select": "form",
    "textarea": "form",
    "input": "form",
    "svg": "drawing",
    "math": "formula",
    "canvas": "drawing",
    "wp-left": "shortcode",
}
UNMARKED = frozenset({"u", "s", "strike", "del", "ins", "mark", "small", "big", "font"})
WEB = ("http://", "https://", "mailto:", "tel:")

Handler = Callable[[Element], None]


class Handlers:
    """Writes elements of one kind."""

    def __init__(self, writer: "BodyWriter") -> None:
        self.writer = writer

    def handlers(self) -> dict[str, Handler]:
        """Return what writes elements, by their tags."""
        return {}

    def media(self, _element: Element) -> Handler | None:
        """Return what writes an element that waits when it stands where no block can stand."""
        return None


class BodyWriter:
    """Writes a tree of HTML as blocks, in the order of the text."""

    def __init__(self, targets: Targets, *, kinds: Sequence[type[Handlers]]) -> None:
        self.targets = targets
        self.account = Account()
        self.rich = RichText()
        self.kinds = [kind(self) for kind in kinds]
        self.handlers = {tag: handler for kind in self.kinds for tag, handler in kind.handlers().items()}
        self._numbers = count(1)
        # Above 0 where no block can stand: in lists, headings, quotes, cells. Media wait there until the block ends.
        self._depth = 0
        self._waiting: list[tuple[Handler, Element]] = []
        # Writes a list inside the item of another one; None where there is no item.
        self.write_nested_list: Handler | None = None

    def write(self, root: Element) -> Account:
        self.flow(root.children)
        self.end_paragraph()
        return self.account

    def flow(self, children: Iterable[Element | str]) -> None:
        for child in children:
            if isinstance(child, str):
                self.rich.add(child)
            elif child.tag in LEFT_OUT:
                self.leave_whole(child, kind=LEFT_OUT[child.tag])
            elif child.tag == "br":
                self.visit(child)
                self.rich.break_line()
            elif child.is_inline:
                self._inline(child)
            else:
                self._block(child)

    def lines(self, children: Iterable[Element | str]) -> RichText:
        """Return text in which blocks are lines, for places where no block can stand."""
        kept, self.rich = self.rich, RichText()
        self._depth += 1
        self.flow(children)
        self._depth -= 1
        written, self.rich = self.rich, kept
        return written

    def plain(self, children: Iterable[Element | str]) -> str:
        """Return text without markup, one line for each part."""
        parts = list(children)
        self._lose_links(parts)
        kept, self.write_nested_list = self.write_nested_list, None
        text = self.lines(parts).plain()
        self.write_nested_list = kept
        lines = [one_line(line) for line in text.split(BREAK)]
        return "\n".join(line for line in lines if line)

    def line(self, element: Element) -> str:
        """Return the text of an element without markup, in one line."""
        self.visit(element)
        return one_line(self.plain(element.children))

    def _lose_links(self, parts: Iterable[Element | str]) -> None:
        roots = [part for part in parts if isinstance(part, Element)]
        for element in [inner for root in roots for inner in (root, *root.elements())]:
            if element.tag == "a" and (href := element.attributes.get("href", "").strip()):
                link = f"{one_line(element.text())[:60]} ({href[:200]})"
                if link not in self.account.lost_links:
                    self.account.lost_links.append(link)

    def after(self) -> None:
        """Write the media that stood inside the block that has just been written."""
        if self._depth:
            return
        waiting, self._waiting = self._waiting, []
        for handler, element in waiting:
            handler(element)

    def visit(self, element: Element) -> None:
        """Say what the attributes of an element said, as nothing keeps them."""
        for name, text in words_in_attributes(element):
            if not (name == "alt" and element.tag == "img"):
                self.account.leave("broken HTML" if name == "broken" else f"{name} of an element", text)

    def leave_whole(self, element: Element, *, kind: str) -> None:
        texts = [element.text()]
        for inner in (element, *element.elements()):
            texts += [text for _name, text in words_in_attributes(inner)]
        if not " ".join(texts).strip():
            self.account.notes[f"left out, without words: {kind}"] += 1
        self.account.leave(kind, " ".join(texts))
        self.rich.add(" ")

    def end_paragraph(self) -> None:
        if self._depth:
            self.rich.break_line()
            return
        plain = self.rich.plain()
        if plain.startswith("http") and player_of(plain) and len(plain.split()) == 1:
            self.rich.take()
            self.embed(plain)
        elif html := self.rich.take():
            self.append_html(f"<p>{html}</p>")

    def paragraph(self, text: str) -> None:
        self.rich.add(text)
        self.end_paragraph()

    def pass_through(self, element: Element) -> None:
        """Write what stands in an element as if the element were not there."""
        self.visit(element)
        self.flow(element.children)
        self.end_paragraph()

    def linked(self, attributes: dict[str, str], *, text: str) -> None:
        """Write a paragraph that is a link."""
        self.rich.marks.append(link_mark(attributes, number=0))
        self.rich.add(text)
        self.rich.marks.pop()
        self.end_paragraph()

    def link(self, url: str, *, text: str, is_added: bool = False) -> None:
        """Write a link to what cannot be shown here. Words that stood in no text are counted as added."""
        self.linked(self.link_attributes(url, text=text), text=text)
        self.account.words_added += count_words([text]) if is_added else 0

    def embed(self, url: str, *, title: str = "", is_text: bool = True) -> None:
        """Write a video. Words that stood in no text, such as the name of the provider, are counted as added."""
        player = player_of(url)
        shown = title or (player.provider if player else url)
        self.append("embed", {"url": url, "title": shown})
        self.account.words_added += (0 if title else count_words([shown])) + (0 if is_text else count_words([url]))

    def append(self, name: str, value: dict[str, object]) -> None:
        self.account.blocks.append((name, value))

    def append_html(self, html: str) -> None:
        """Let neighboring paragraphs and lists share one block, and skip empty ones."""
        blocks = self.account.blocks
        if not text_of_html(html).strip():
            return
        if blocks and blocks[-1][0] == "paragraph":
            blocks[-1] = ("paragraph", {"text": blocks[-1][1]["text"] + html})
        else:
            blocks.append(("paragraph", {"text": html}))

    def link_attributes(self, href: str, *, text: str) -> dict[str, str]:
        self.account.links += 1
        attributes = self.targets.link(href)
        if attributes is None:
            self.account.dead_links.append(f"{text[:60]} ({href[:200] or 'no address'})")
            attributes = {"href": href if href.startswith(WEB) else "#"}
        return attributes

    def _inline(self, element: Element) -> None:
        self.visit(element)
        mark = self._link(element) if element.tag == "a" and "href" in element.attributes else mark_of(element.tag)
        if element.tag in UNMARKED:
            self.account.notes[f"markup left out: <{element.tag}>"] += 1
        if mark:
            self.rich.marks.append(mark)
        self.flow(element.children)
        if mark:
            self.rich.marks.pop()

    def _link(self, element: Element) -> Mark | None:
        href, text = element.attributes["href"].strip(), one_line(element.text())
        if not text:
            self.account.notes["links around pictures or nothing left out"] += 1
            return None
        return link_mark(self.link_attributes(href, text=text), number=next(self._numbers))

    def _block(self, element: Element) -> None:
        handler = next((found for kind in self.kinds if (found := kind.media(element))), None)
        if self._depth:
            self._line(element, handler)
            return
        handler = handler or self.handlers.get(element.tag)
        # Marks reach into paragraphs, and not into what has a form of its own.
        self.end_paragraph()
        if handler:
            marks, self.rich.marks = self.rich.marks, []
            handler(element)
            self.after()
            self.rich.marks = marks
        else:
            self.pass_through(element)

    def _line(self, element: Element, media: Handler | None) -> None:
        self.rich.break_line()
        if media:
            self._waiting.append((media, element))
        elif element.tag in LISTS and self.write_nested_list:
            self.write_nested_list(element)
        else:
            self.visit(element)
            self.flow(element.children)
        self.rich.break_line()
