import re

from cms.importing.wordpress.shortcodes import outside_verbatim

BLOCKS = frozenset(
    "address article aside audio blockquote body caption center col colgroup dd details div dl dt fieldset figcaption"  # noqa: SIM905  Names in rows read best.
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr iframe legend li main menu nav object ol option p pre"
    " script section select style summary table tbody td template textarea tfoot th thead tr ul video wp-embed"
    " wp-file wp-gallery".split()
)
VOID = frozenset({"hr", "col"})
# Paragraphs are made of loose text in these and outside of all.
WRAPPING = frozenset({"div", "article", "aside", "section", "main", "blockquote", "center", "td", "details", "figure"})
# Between the parts of these stands white space only.
STRUCTURE = frozenset(
    {"table", "thead", "tbody", "tfoot", "tr", "colgroup", "ul", "ol", "dl", "select", "audio", "video"}
)
TAG = re.compile(r"(<!--.*?(?:-->|\Z)|<(/?)([a-zA-Z][\w-]*)[^>]*>)", re.DOTALL)
GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def with_paragraphs(html: str) -> str:
    """Do what WordPress does when it shows text of the classic editor: empty lines part paragraphs."""
    text = html.replace("\r\n", "\n").replace("\r", "\n")
    return outside_verbatim(text, lambda part: _Paragraphs().run(part))


class _Paragraphs:
    def __init__(self) -> None:
        self.written: list[str] = []
        self.loose: list[str] = []
        self.open: list[str] = []

    def run(self, html: str) -> str:
        position = 0
        for match in TAG.finditer(html):
            self._text(html[position : match.start()])
            position = match.end()
            if (match[3] or "").lower() in BLOCKS:
                self._block(match[0], name=match[3].lower(), is_end=bool(match[2]))
            else:
                self.loose.append(match[0])
        self._text(html[position:])
        self._flush()
        return "".join(self.written)

    def _text(self, text: str) -> None:
        if text:
            self.loose.append(GAP.sub("\n\n", text))

    def _block(self, tag: str, *, name: str, is_end: bool) -> None:
        self._flush()
        self.written.append(tag)
        if is_end and name in self.open:
            while self.open.pop() != name:
                pass
        elif not is_end and name not in VOID and not tag.endswith("/>"):
            self.open.append(name)

    def _flush(self) -> None:
        text, self.loose = "".join(self.loose), []
        inside = self.open[-1] if self.open else "div"
        if not text.strip() or inside in STRUCTURE:
            self.written.append(text)
        elif inside in WRAPPING:
            self.written += [f"<p>{_lines(part)}</p>" for part in text.split("\n\n") if part.strip()]
        else:
            self.written.append(_lines(text))


def _lines(text: str) -> str:
    return TAG_OR_BREAK.sub(lambda match: "<br>\n" if match[0] == "\n" else match[0], text.strip("\n"))


TAG_OR_BREAK = re.compile(r"<!--.*?(?:-->|\Z)|<[^>]*>\n?|\n", re.DOTALL)
