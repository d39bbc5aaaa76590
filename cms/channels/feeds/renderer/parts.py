from collections.abc import Callable, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.channels import richtext
from cms.channels.blocks import Block
from cms.channels.facts import title_with_status, when
from cms.channels.feeds.renderer.figures import figure
from cms.channels.files import described, file_title
from cms.channels.markup import BREAK, lines

Data = Mapping[str, Any]


def heading(text: str) -> SafeString:
    return format_html("<h2>{}</h2>", text) if text else SafeString()


def _gallery(block: Block) -> SafeString:
    pictures = block["pictures"]
    figures = (figure(each["image"], caption=each["caption"], words=block["words"]) for each in pictures)
    return lines((heading(block["galleryHeading"]), *figures))


def _embed(block: Block) -> SafeString:
    """Return a link: readers of feeds know nothing of frames that wait for a click."""
    words, picture = block["words"], block["image"]
    shown = figure(picture, caption="", words=words) if picture else SafeString()
    label = f"{words.video}: {block['embedTitle']}"
    provider = format_html(" ({})", block["provider"]) if block["provider"] else SafeString()
    return lines((shown, format_html("<p>{}{}</p>", block["prose"].link(block["url"], label), provider)))


def _file(block: Block) -> SafeString:
    title = file_title(block)
    if not title:
        return SafeString()
    beside = described(block, locale=block["words"].locale)
    facts = format_html(" ({})", beside) if beside else SafeString()
    return format_html("<p>{}{}</p>", block["prose"].link(block["href"], title), facts)


def _linked_page(block: Block) -> SafeString:
    page, words = block["linkedPage"], block["words"]
    if not page:
        return SafeString()
    title = block["prose"].link(page["url"], title_with_status(page, words=words))
    parts = (format_html("<strong>{}</strong>", title), when(page, words=words), page["summary"])
    return format_html("<p>{}</p>", format_html_join(BREAK, "{}", ((part,) for part in parts if part)))


def _table(block: Block) -> SafeString:
    headings = format_html_join("", '<th scope="col">{}</th>', ((column,) for column in block["columns"]))
    rows = format_html_join("\n", "<tr>{}</tr>", ((_row(row["cells"], block),) for row in block["rows"]))
    html = "<table>\n<caption>{}</caption>\n<thead>\n<tr>{}</tr>\n</thead>\n<tbody>\n{}\n</tbody>\n</table>"
    return format_html(html, block["tableCaption"], headings, rows)


def _row(cells: list[str], block: Block) -> SafeString:
    said = [format_html("<td>{}</td>", cell) for cell in cells]
    if block["hasRowHeaders"] and cells:
        said[0] = format_html('<th scope="row">{}</th>', cells[0])
    return format_html_join("", "{}", ((cell,) for cell in said))


def _timeline(block: Block) -> SafeString:
    entries = lines(format_html("<li>{}</li>", _entry(entry)) for entry in block["entries"])
    return lines((heading(block["timelineHeading"]), format_html("<ul>\n{}\n</ul>", entries)))


def _entry(entry: Data) -> SafeString:
    opening = ": ".join(part for part in (entry["date"], entry["title"]) if part)
    shown = format_html("<strong>{}</strong>", opening) if opening else SafeString()
    parts = (shown, *(line for line in entry["text"].splitlines() if line.strip()))
    return format_html_join(BREAK, "{}", ((part,) for part in parts if part))


def _questions(block: Block) -> SafeString:
    entries = (
        lines((format_html("<h3>{}</h3>", each["question"]), block["prose"].html(richtext.parse(each["html"]))))
        for each in block["questions"]
    )
    return lines((heading(block["questionsHeading"]), *entries))


def _footnotes(block: Block) -> SafeString:
    notes = (block["prose"].html(richtext.parse(note["html"])) for note in block["notes"])
    items = format_html_join("\n", "<li>{}</li>", ((note,) for note in notes))
    return lines((heading(block["words"].footnotes), format_html("<ol>\n{}\n</ol>", items)))


PARTS: dict[str, Callable[[Block], SafeString]] = {
    "GalleryBlock": _gallery,
    "EmbedBlock": _embed,
    "FileBlock": _file,
    "LinkedPageBlock": _linked_page,
    "TableBlock": _table,
    "TimelineBlock": _timeline,
    "QuestionsBlock": _questions,
    "FootnotesBlock": _footnotes,
}
