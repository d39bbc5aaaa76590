from django.utils.html import escape

from cms.importing.conversion import heading_block
from cms.importing.limits import MAXIMUM_QUOTE_SOURCE
from cms.importing.wordpress.body import LISTS, Handler, Handlers
from cms.importing.wordpress.richtext import BREAK, SPACE, RichText
from cms.importing.wordpress.tree import Element

LEVELS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
CITES = frozenset({"cite", "footer"})


class TextHandlers(Handlers):
    """Writes what is made of words: headings, quotes, lists and preformatted text."""

    def handlers(self) -> dict[str, Handler]:
        return {
            **dict.fromkeys(LEVELS, self.heading),
            **dict.fromkeys(LISTS, self.list),
            "blockquote": self.quote,
            "pre": self.preformatted,
            "hr": self.rule,
        }

    def heading(self, element: Element) -> None:
        text = self.writer.line(element)
        if not text:
            return
        name, value = heading_block(text, level=LEVELS[element.tag])
        if name == "heading":
            self.writer.append(name, value)
        else:
            self.writer.append_html(value["text"])
            self.writer.account.notes["long headings became paragraphs"] += 1

    def quote(self, element: Element) -> None:
        self.writer.visit(element)
        cites = [inner for inner in element.elements() if inner.tag in CITES]
        own_source = len(cites) == 1 and not cites[0].find("img")
        text = self.writer.plain(element.copy(_without_cites).children if own_source else element.children)
        source = self._source(cites[0]) if own_source else ""
        if not text or len(source) > MAXIMUM_QUOTE_SOURCE:
            text, source = f"{text}\n{source}".strip(), ""
        if any(inner.tag in {"a", "ul", "ol"} for inner in element.elements()):
            self.writer.account.notes["markup in quotes left out"] += 1
        if text:
            self.writer.append("quote", {"text": text, "source": source})

    def _source(self, cite: Element) -> str:
        return self.writer.line(cite).removeprefix("—").removeprefix("–").strip()

    def preformatted(self, element: Element) -> None:
        self.writer.visit(element)
        children = element.copy(_with_breaks).children
        if "wp-block-verse" in element.classes:
            self.writer.append_html(f"<p>{self.writer.lines(children).take()}</p>")
            return
        lines = [escape(line) for line in self.writer.plain(children).split("\n")]
        self.writer.append_html(f"<p><code>{'<br/>'.join(lines)}</code></p>")

    def rule(self, element: Element) -> None:
        self.writer.visit(element)
        self.writer.account.notes["horizontal rules left out"] += 1

    def list(self, element: Element) -> None:
        self.writer.append_html(self.list_html(element))

    def list_html(self, element: Element) -> str:
        self.writer.visit(element)
        start = element.attributes.get("start", "1").strip()
        if start != "1" or "reversed" in element.attributes:
            note = "is counted backwards" if "reversed" in element.attributes else f"begins at {start[:20]}"
            self.writer.account.notes[f"a list {note}; here it begins at 1"] += 1
        items = "".join(f"<li>{html}</li>" for child in element.children if (html := self._item_html(child)))
        tag = "ol" if element.tag == "ol" else "ul"
        return f"<{tag}>{items}</{tag}>" if items else ""

    def _item_html(self, item: Element | str) -> str:
        """Return the item's texts parted by line breaks, with its lists behind."""
        nested: list[str] = []
        kept = self.writer.write_nested_list
        self.writer.write_nested_list = lambda element: nested.append(self.list_html(element))
        is_item = isinstance(item, Element) and item.tag == "li"
        if isinstance(item, Element) and is_item:
            self.writer.visit(item)
        written = self.writer.lines(item.children if isinstance(item, Element) and is_item else [item])
        self.writer.write_nested_list = kept
        return without_empty_lines(written).take() + "".join(nested)


def without_empty_lines(text: RichText) -> RichText:
    """Keep one break between lines."""
    kept = RichText()
    is_new_line = True
    for marks, words in text.runs:
        if words == BREAK and is_new_line:
            continue
        if words.strip() or not is_new_line or words == BREAK:
            kept.runs.append((marks, words))
            is_new_line = words == BREAK
    return kept


def _without_cites(part: Element | str) -> list[Element | str]:
    # The space they made between words stays.
    return [" "] if isinstance(part, Element) and part.tag in CITES else [part]


def _with_breaks(part: Element | str) -> list[Element | str]:
    """Return line ends as elements, since text keeps no line ends."""
    if isinstance(part, Element):
        return [part]
    parts: list[Element | str] = []
    for number, line in enumerate(part.replace("\r\n", "\n").split("\n")):
        parts += [Element(tag="br")] if number else []
        parts.append(SPACE.sub(" ", line))
    return parts
