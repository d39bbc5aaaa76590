from urllib.parse import unquote, urlsplit

from cms.blocks.embeds import player_of
from cms.importing.wordpress.body import BodyWriter, Handler
from cms.importing.wordpress.pictures import PictureHandlers
from cms.importing.wordpress.richtext import link_mark
from cms.importing.wordpress.tables import TableHandlers
from cms.importing.wordpress.tree import Element
from cms.importing.words import count_words

MAXIMUM_TITLE = 255
MAXIMUM_CALL = 80
FRAMES = frozenset({"iframe", "embed"})
SOUNDS = frozenset({"audio", "video"})


class PlayerHandlers:
    """Writes what is played, downloaded or called to: embeds, files, buttons, and figures around them."""

    def __init__(self, writer: BodyWriter, *, pictures: PictureHandlers, tables: TableHandlers) -> None:
        self.writer = writer
        self.pictures = pictures
        self.tables = tables
        writer.find_media = self.handler

    def handler(self, element: Element) -> Handler | None:
        by_tag: dict[str, Handler] = {
            **dict.fromkeys(FRAMES, self.frame),
            **dict.fromkeys(SOUNDS, self.sound),
            "wp-embed": lambda embed: self.address(embed.text().strip()),
            "wp-file": self.file,
        }
        if element.tag in by_tag:
            return by_tag[element.tag]
        for name, handler in {
            "wp-block-file": self.file_block,
            "wp-block-button": self.button,
            "wp-block-embed": self.embed_figure,
        }.items():
            if name in element.classes:
                return handler
        if element.tag == "figure" and element.find("table", *FRAMES, *SOUNDS):
            return self.figure
        return self.pictures.handler(element)

    def frame(self, element: Element, *, title: str = "") -> None:
        url = element.attributes.get("src", "") or element.attributes.get("data-src", "")
        url = f"https:{url}" if url.startswith("//") else url
        own_title = element.attributes.get("title", "")
        is_shown = bool(player_of(url)) and own_title and not title and len(own_title) <= MAXIMUM_TITLE
        if not is_shown:
            self.writer.visit(element)
        self.writer.account.leave("text for browsers without frames", element.text())
        if player_of(url):
            self.writer.embed(url, title=title or (" ".join(own_title.split()) if is_shown else ""), is_text=False)
            return
        self.writer.account.notes[f"frame of {_host(url)} became a link"] += 1
        self._link(url, text=title or url, is_added=not title)

    def address(self, url: str, *, title: str = "") -> None:
        if player_of(url) and len(url.split()) == 1:
            self.writer.embed(url, title=title)
        elif url:
            self.writer.account.notes[f"embed of {_host(url)} became a link"] += 1
            self._link(url, text=url)
            self._paragraph(title)

    def embed_figure(self, element: Element) -> None:
        frame = element.find(*FRAMES)
        caption = self._visit_captions(element)
        title, rest = (caption, "") if len(caption) <= MAXIMUM_TITLE else ("", caption)
        words = " ".join(self.writer.plain(_without_captions(element, frame)).split())
        if frame:
            self._paragraph(words)
            self.frame(frame, title=title)
        else:
            self.address(words, title=title) if len(words.split()) == 1 else self._paragraph(f"{words} {title}")
        self._paragraph(rest)

    def figure(self, element: Element) -> None:
        """Write a table with its caption, or what else stands in a figure with the caption as a paragraph."""
        table = element.find("table")
        captions = [child for child in element.children if isinstance(child, Element) and child.tag == "figcaption"]
        others = [child for child in element.children if child not in captions and child is not table]
        if table in element.children and table is not None:
            self.writer.visit(element)
            self.writer.flow(others)
            self.writer.end_paragraph()
            self.tables.table(table, caption=" ".join(self._caption(caption) for caption in captions))
            return
        self.writer.visit(element)
        self.writer.flow(others)
        self.writer.end_paragraph()
        for caption in captions:
            self._paragraph(self._caption(caption))

    def sound(self, element: Element) -> None:
        sources = [element, *element.elements()]
        url = next((inner.attributes["src"] for inner in sources if inner.attributes.get("src")), "")
        self.writer.leave_whole(element, kind="text for browsers that play nothing")
        self.writer.rich.take()
        self._file(url, number="")

    def file(self, element: Element) -> None:
        self._file(element.attributes.get("data-url", ""), number=element.attributes.get("data-id", ""))

    def file_block(self, element: Element) -> None:
        links = [inner for inner in element.elements() if inner.tag == "a" and inner.attributes.get("href")]
        document = self.writer.targets.file(links[0].attributes["href"], number="") if links else None
        if document is None or len(links[0].text()) > MAXIMUM_TITLE or element.find("img"):
            self.writer.visit(element)
            self.writer.flow(element.children)
            self.writer.end_paragraph()
            return
        title = " ".join(self._text_of(links[0]).split())
        for inner in (element, *element.elements()):
            if not any(inner is within for within in links[0].elements()) and inner is not links[0]:
                self.writer.visit(inner)
        self.writer.append("file", {"file": document, "title": title})
        rest = Element(tag="div", children=_copy_without(element.children, links[0]))
        self.writer.account.leave("button of a file", rest.text())

    def button(self, element: Element) -> None:
        link = element.find("a")
        text = " ".join(element.text().split())
        target = self.writer.targets.link(link.attributes.get("href", "")) if link else None
        if not target or not text or len(text) > MAXIMUM_CALL or element.find("img", "wp-left"):
            self.writer.visit(element)
            self.writer.flow(element.children)
            self.writer.end_paragraph()
            return
        for inner in (element, *element.elements()):
            self.writer.visit(inner)
        self.writer.account.links += 1
        page = int(target["id"]) if target.get("linktype") == "page" else None
        address = target.get("href", "")
        if page or address.startswith(("http://", "https://")):
            self.writer.append("call_to_action", {"text": text, "page": page, "address": address})
        else:
            self.writer.rich.marks.append(link_mark(target, number=0))
            self.writer.rich.add(text)
            self.writer.rich.marks.pop()
            self.writer.end_paragraph()

    def _file(self, url: str, *, number: str) -> None:
        document = self.writer.targets.file(url, number=number)
        if document is not None:
            self.writer.append("file", {"file": document, "title": ""})
            return
        self.writer.account.missing_files.append(url or f"attachment {number}")
        if url:
            self._link(url, text=unquote(urlsplit(url).path.rsplit("/", 1)[-1]) or url, is_added=True)

    def _link(self, url: str, *, text: str, is_added: bool = False) -> None:
        attributes = self.writer.link_attributes(url, text=text)
        self.writer.rich.marks.append(link_mark(attributes, number=0))
        self.writer.rich.add(text)
        self.writer.rich.marks.pop()
        self.writer.account.words_added += count_words([text]) if is_added else 0
        self.writer.end_paragraph()

    def _paragraph(self, text: str) -> None:
        self.writer.rich.add(text)
        self.writer.end_paragraph()

    def _text_of(self, element: Element) -> str:
        self.writer.visit(element)
        return self.writer.plain(element.children)

    def _caption(self, element: Element) -> str:
        return " ".join(self._text_of(element).split())

    def _visit_captions(self, element: Element) -> str:
        self.writer.visit(element)
        captions = [inner for inner in element.elements() if inner.tag == "figcaption"]
        return " ".join(self._caption(caption) for caption in captions)


def _without_captions(element: Element, frame: Element | None) -> list[Element | str]:
    kept: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            kept.append(child)
        elif child.tag != "figcaption" and child is not frame:
            inner = _without_captions(child, frame)
            kept.append(Element(tag=child.tag, attributes=child.attributes, children=inner))
    return kept


def _copy_without(children: list[Element | str], left: Element) -> list[Element | str]:
    return [
        child if isinstance(child, str) else Element(tag=child.tag, children=_copy_without(child.children, left))
        for child in children
        if child is not left
    ]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "an address that is none"
    except ValueError:
        return "an address that is none"
