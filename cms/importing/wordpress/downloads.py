from urllib.parse import unquote, urlsplit

from cms.importing.limits import MAXIMUM_FILE_TITLE
from cms.importing.wordpress.body import Handler, Handlers
from cms.importing.wordpress.tree import Element

SOUNDS = frozenset({"audio", "video"})


class DownloadHandlers(Handlers):
    """Writes what is downloaded: files, and the sound and film that lie on the old site."""

    def media(self, element: Element) -> Handler | None:
        if element.tag in SOUNDS:
            return self.sound
        if element.tag == "wp-file":
            return self.file
        return self.file_block if "wp-block-file" in element.classes else None

    def sound(self, element: Element) -> None:
        sources = [element, *element.elements()]
        url = next((inner.attributes["src"] for inner in sources if inner.attributes.get("src")), "")
        self.writer.leave_whole(element, kind="text for browsers that play nothing")
        self.writer.rich.take()
        self._append(url, number="")

    def file(self, element: Element) -> None:
        self._append(element.attributes.get("data-url", ""), number=element.attributes.get("data-id", ""))

    def file_block(self, element: Element) -> None:
        """Write a file that has a link with its name, and often a second one that looks like a button."""
        links = [inner for inner in element.elements() if inner.tag == "a" and inner.attributes.get("href")]
        document = self.writer.targets.file(links[0].attributes["href"], number="") if links else None
        if document is None or len(links[0].text()) > MAXIMUM_FILE_TITLE or element.find("img"):
            self.writer.pass_through(element)
            return
        link, inside = links[0], list(links[0].elements())
        title = self.writer.line(link)
        for inner in (element, *element.elements()):
            if inner is not link and not any(inner is within for within in inside):
                self.writer.visit(inner)
        self.writer.append("file", {"file": document, "title": title})
        rest = element.copy(lambda part: [] if part is link else [part])
        self.writer.account.leave("button of a file", rest.text())

    def _append(self, url: str, *, number: str) -> None:
        document = self.writer.targets.file(url, number=number)
        if document is not None:
            self.writer.append("file", {"file": document, "title": ""})
            return
        self.writer.account.missing_files.append(url or f"attachment {number}")
        if url:
            name = unquote(urlsplit(url).path.rsplit("/", 1)[-1])
            self.writer.link(url, text=name or url, is_added=True)
