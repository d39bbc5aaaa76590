from cms.importing.wordpress.body import Handler, Handlers
from cms.importing.wordpress.downloads import SOUNDS
from cms.importing.wordpress.players import FRAMES
from cms.importing.wordpress.tables import TableHandlers
from cms.importing.wordpress.tree import Element


class FigureHandlers(Handlers):
    """Writes figures around tables, and around what is played. Figures around pictures are pictures."""

    def media(self, element: Element) -> Handler | None:
        return self.figure if element.tag == "figure" and element.find("table", *FRAMES, *SOUNDS) else None

    def figure(self, element: Element) -> None:
        """Write a table with its caption, or what else stands in a figure with the caption as a paragraph."""
        parts = [child for child in element.children if isinstance(child, Element)]
        captions = [child for child in parts if child.tag == "figcaption"]
        table = element.find("table")
        others = [child for child in element.children if child not in captions and child is not table]
        self.writer.visit(element)
        self.writer.flow(others)
        self.writer.end_paragraph()
        if table is not None and table in parts:
            text = " ".join(self.writer.line(caption) for caption in captions)
            TableHandlers(self.writer).table(table, caption=text)
            return
        for caption in captions:
            self.writer.paragraph(self.writer.line(caption))
