from collections.abc import Callable, Collection, Iterable, Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cms.channels.blocks import Block, heading, paragraph
from cms.channels.facts import title_with_status, when
from cms.channels.files import described, file_title
from cms.channels.wording import Wording

BREAK = mark_safe("<br>")
# A question opens a small section of its own.
LEVEL_OF_QUESTIONS = 3


def plainer(body: Iterable[Block], *, words: Wording, own: Collection[str] = ()) -> Iterator[Block]:
    """Say what a channel has no form for in headings, paragraphs, images and calls to action, which all channels have.

    The blocks named in `own`, and those nobody knows, stay as they are.
    """
    for block in body:
        name = block["__typename"]
        if name in PLAINER and name not in own:
            yield from PLAINER[name](block, words)
        else:
            yield block


def _gallery(block: Block, _words: Wording) -> Iterator[Block]:
    yield from _heading(block["galleryHeading"], block)
    for picture in block["pictures"]:
        yield {"__typename": "ImageBlock", "id": block["id"], **picture}


def _embed(block: Block, words: Wording) -> Iterator[Block]:
    if block["image"]:
        yield {"__typename": "ImageBlock", "id": block["id"], "image": block["image"], "caption": ""}
    yield _call(_beside(block["embedTitle"], words.video, block["provider"]), block["url"], block)


def _file(block: Block, words: Wording) -> Iterator[Block]:
    """Return a call to fetch the file, or nothing when it is not for everybody."""
    if title := file_title(block):
        yield _call(_beside(title, described(block, locale=words.locale)), block["href"], block)


def _linked_page(block: Block, words: Wording) -> Iterator[Block]:
    """Return a link to the page with what it is about, or nothing when it cannot be read."""
    page = block["linkedPage"]
    if not page:
        return
    if page["summary"]:
        yield _paragraph(format_html("<p>{}</p>", page["summary"]), block)
    yield _call(_beside(title_with_status(page, words=words), when(page, words=words)), page["url"], block)


def _table(block: Block, _words: Wording) -> Iterator[Block]:
    """Return each row as an item that names its columns: small screens and posts have no room for columns."""
    caption = format_html("<p><b>{}</b></p>", block["tableCaption"]) if block["tableCaption"] else SafeString()
    columns, rows = block["columns"], [row["cells"] for row in block["rows"]]
    if not rows:
        yield _paragraph(caption + format_html("<p>{}</p>", ", ".join(columns)), block)
        return
    items = ((_row(cells, columns=columns, has_header=block["hasRowHeaders"]),) for cells in rows)
    yield _paragraph(caption + format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", items)), block)


def _row(cells: list[str], *, columns: list[str], has_header: bool) -> SafeString:
    named = [(f"{column}: " if column else "", cell) for column, cell in zip(columns, cells, strict=True)]
    if has_header and cells:
        opening = format_html("<b>{}{}</b>", *named[0])
        rest = format_html_join("; ", "{}{}", named[1:])
        return format_html("{}; {}", opening, rest) if rest else opening
    return format_html_join("; ", "{}{}", named)


def _timeline(block: Block, _words: Wording) -> Iterator[Block]:
    yield from _heading(block["timelineHeading"], block)
    items = ((_entry(entry),) for entry in block["entries"])
    yield _paragraph(format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", items)), block)


def _entry(entry: Block) -> SafeString:
    opening = ": ".join(part for part in (entry["date"], entry["title"]) if part)
    text = _broken(entry["text"])
    parts = [part for part in (format_html("<b>{}</b>", opening) if opening else SafeString(), text) if part]
    return format_html_join(BREAK, "{}", ((part,) for part in parts))


def _footnotes(block: Block, words: Wording) -> Iterator[Block]:
    yield from _heading(words.footnotes, block)
    notes = format_html_join("", "<li>{}</li>", ((mark_safe(note["html"]),) for note in block["notes"]))  # noqa: S308  The API has cleaned it.
    yield _paragraph(format_html("<ol>{}</ol>", notes), block)


def _questions(block: Block, _words: Wording) -> Iterator[Block]:
    yield from _heading(block["questionsHeading"], block)
    for each in block["questions"]:
        yield from _heading(each["question"], block, level=LEVEL_OF_QUESTIONS)
        yield _paragraph(each["html"], block)


def _heading(text: str, block: Block, *, level: int = 2) -> Iterator[Block]:
    if text:
        yield heading(text, key=block["id"], level=level)


def _paragraph(html: str, block: Block) -> Block:
    return paragraph(html, key=block["id"])


def _call(text: str, href: str | None, block: Block) -> Block:
    """Return a call that is marked as quiet: it points somewhere and asks for nothing."""
    return {"__typename": "CallToActionBlock", "id": block["id"], "actionText": text, "href": href, "quiet": True}


def _beside(text: str, *beside: str) -> str:
    """Return for example "Wer wir sind (PDF, 214 kB)"."""
    said = ", ".join(part for part in beside if part)
    return f"{text} ({said})" if said else text


def _broken(text: str) -> SafeString:
    return format_html_join(BREAK, "{}", ((line,) for line in text.splitlines() if line.strip()))


PLAINER: dict[str, Callable[[Block, Wording], Iterator[Block]]] = {
    "GalleryBlock": _gallery,
    "EmbedBlock": _embed,
    "FileBlock": _file,
    "LinkedPageBlock": _linked_page,
    "TableBlock": _table,
    "TimelineBlock": _timeline,
    "FootnotesBlock": _footnotes,
    "QuestionsBlock": _questions,
}
