from urllib.parse import urlsplit

from cms.blocks.embeds import player_of
from cms.importing.limits import MAXIMUM_EMBED_TITLE
from cms.importing.wordpress.body import Handler, Handlers
from cms.importing.wordpress.tree import Element
from cms.importing.words import one_line

FRAMES = frozenset({"iframe", "embed"})


class PlayerHandlers(Handlers):
    """Writes videos as embeds, and what else stood in frames as links."""

    def media(self, element: Element) -> Handler | None:
        if element.tag in FRAMES:
            return self.frame
        if element.tag == "wp-embed":
            return self.address_element
        return self.figure if "wp-block-embed" in element.classes else None

    def frame(self, element: Element, *, title: str = "") -> None:
        url = element.attributes.get("src", "") or element.attributes.get("data-src", "")
        url = f"https:{url}" if url.startswith("//") else url
        own_title = element.attributes.get("title", "")
        is_shown = bool(player_of(url)) and own_title and not title and len(own_title) <= MAXIMUM_EMBED_TITLE
        if not is_shown:
            self.writer.visit(element)
        self.writer.account.leave("text for browsers without frames", element.text())
        if player_of(url):
            self.writer.embed(url, title=title or (one_line(own_title) if is_shown else ""), is_text=False)
            return
        self.writer.account.notes[f"frame of {_host(url)} became a link"] += 1
        self.writer.link(url, text=title or url, is_added=not title)

    def address_element(self, element: Element) -> None:
        self.address(element.text().strip())

    def address(self, url: str, *, title: str = "") -> None:
        if player_of(url) and len(url.split()) == 1:
            self.writer.embed(url, title=title)
        elif url:
            self.writer.account.notes[f"embed of {_host(url)} became a link"] += 1
            self.writer.link(url, text=url)
            self.writer.paragraph(title)

    def figure(self, element: Element) -> None:
        frame = element.find(*FRAMES)
        self.writer.visit(element)
        captions = [inner for inner in element.elements() if inner.tag == "figcaption"]
        caption = " ".join(self.writer.line(caption) for caption in captions)
        title, rest = (caption, "") if len(caption) <= MAXIMUM_EMBED_TITLE else ("", caption)
        words = one_line(self.writer.plain(_without_captions(element, frame=frame).children))
        if frame:
            self.writer.paragraph(words)
            self.frame(frame, title=title)
        elif len(words.split()) == 1:
            self.address(words, title=title)
        else:
            self.writer.paragraph(f"{words} {title}")
        self.writer.paragraph(rest)


def _without_captions(element: Element, *, frame: Element | None) -> Element:
    def keep(part: Element | str) -> list[Element | str]:
        is_left_out = isinstance(part, Element) and (part.tag == "figcaption" or part is frame)
        return [] if is_left_out else [part]

    return element.copy(keep)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "an address that is none"
    except ValueError:
        return "an address that is none"
