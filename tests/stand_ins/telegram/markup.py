from html.parser import HTMLParser

TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "blockquote", "tg-spoiler"}
# What is shown of a message beyond them is plain text.
MAXIMUM_ENTITIES = 100
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


class MarkupError(Exception):
    """What Telegram says of markup that it cannot read."""


class _Reader(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = source
        self.text = ""
        self.entities = 0
        self.open: list[str] = []

    def offset(self) -> int:
        line, column = self.getpos()
        before = "\n".join(self.source.split("\n")[: line - 1])
        return len(before.encode()) + (1 if line > 1 else 0) + len(self.source.split("\n")[line - 1][:column].encode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            message = f'Unsupported start tag "{tag}" at byte offset {self.offset()}'
            raise MarkupError(message)
        self.open.append(tag)
        self.entities += 1

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            message = f"Unexpected end tag at byte offset {self.offset()}"
            raise MarkupError(message)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(source: str, *, mode: str) -> tuple[str, int]:
    """Return the text that is shown and how many entities are honored. Raises MarkupError."""
    if mode != "HTML":
        return source.strip(), 0
    reader = _Reader(source)
    reader.feed(source)
    reader.close()
    if reader.open:
        message = f'Can\'t find end tag corresponding to start tag "{reader.open[-1]}"'
        raise MarkupError(message)
    return reader.text.strip(), min(reader.entities, MAXIMUM_ENTITIES)


def shows_nothing(text: str) -> bool:
    return not text.translate(INVISIBLE).strip()
