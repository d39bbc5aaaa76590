from cms.importing.wordpress.body import Handler, Handlers
from cms.importing.wordpress.tree import Element
from cms.importing.words import one_line

ROWS = frozenset({"tr"})
CELLS = frozenset({"td", "th"})
# Tables with these inside arrange a page and hold no figures.
LAYOUT = frozenset({"table", "img", "iframe", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "pre", "form"})


class TableHandlers(Handlers):
    def handlers(self) -> dict[str, Handler]:
        return {"table": self.table}

    def table(self, element: Element, *, caption: str = "") -> None:
        rows = [row for row in element.elements() if row.tag in ROWS]
        if len(rows) < 2 or _is_layout(element, rows):  # noqa: PLR2004  A heading and a row below it.
            self._flow(element, caption)
            return
        self.writer.visit(element)
        captions = [inner for inner in element.elements() if inner.tag == "caption"]
        texts = [caption, *(self._text(inner) for inner in captions)]
        for inner in element.elements():
            if inner.tag not in CELLS | {"caption"} and not _is_inside_cell(inner, rows):
                self.writer.visit(inner)
        cells = [[self._text(cell) for cell in _cells(row)] for row in rows]
        self._append(cells, rows=rows, caption=one_line(" ".join(texts)))

    def _append(self, cells: list[list[str]], *, rows: list[Element], caption: str) -> None:
        width = max(len(row) for row in cells)
        filled = [row + [""] * (width - len(row)) for row in cells]
        if not all(cell.tag == "th" for cell in _cells(rows[0])):
            self.writer.account.notes["tables whose first row became their headings"] += 1
        table = {
            "columns": [{"type": "text", "heading": heading} for heading in filled[0]],
            "rows": [{"values": row} for row in filled[1:]],
            "caption": caption,
        }
        headed = all(row and _cells(row)[0].tag == "th" for row in rows[1:] if _cells(row))
        self.writer.append("table", {"table": table, "has_row_headers": headed})

    def _text(self, cell: Element) -> str:
        if cell.find("a"):
            self.writer.account.notes["links in tables left out, their words kept"] += 1
        return self.writer.line(cell)

    def _flow(self, element: Element, caption: str) -> None:
        self.writer.account.notes["tables that became paragraphs"] += 1
        self.writer.visit(element)
        self.writer.flow(element.children)
        self.writer.rich.break_line()
        self.writer.paragraph(caption)


def _is_layout(element: Element, rows: list[Element]) -> bool:
    has_parts = any(inner.tag in LAYOUT for inner in element.elements())
    return has_parts or any(not _cells(row) for row in rows) or max(len(_cells(row)) for row in rows) == 1


def _cells(row: Element) -> list[Element]:
    return [child for child in row.children if isinstance(child, Element) and child.tag in CELLS]


def _is_inside_cell(element: Element, rows: list[Element]) -> bool:
    return any(element is inner for row in rows for cell in _cells(row) for inner in cell.elements())
