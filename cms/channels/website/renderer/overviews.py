import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.channels import richtext
from cms.channels.blocks import Block
from cms.channels.markup import BREAK, lines
from cms.channels.website.renderer.headlines import block_heading, headline

Data = Mapping[str, Any]

FIGURE = re.compile(r"(?:[+\u2212–-]\s?)?\d[\d.,\s]*(?:\s?[%‰€])?")


def key_points(block: Block) -> SafeString:
    said = (headline(point, words=block["words"]) for point in block["points"])
    points = format_html_join("\n", "<li>{}</li>", ((point,) for point in said))
    html = '<section class="key-points">\n<h2>{}</h2>\n<ul>\n{}\n</ul>\n</section>'
    return format_html(html, block["pointsHeading"] or block["words"].key_points, points)


def table(block: Block) -> SafeString:
    """Return a table in a region of its own that scrolls by finger and by keyboard, where it is wider than the page."""
    figures = _columns_of_figures(block)
    headings = format_html_join("", '<th scope="col"{}>{}</th>', zip(figures, block["columns"], strict=True))
    rows = format_html_join("\n", "<tr>{}</tr>", ((_row(row["cells"], block, figures),) for row in block["rows"]))
    html = (
        '<div class="table" role="region" aria-label="{0}" tabindex="0">\n<table>\n'
        "<caption><span>{0}</span></caption>\n<thead>\n<tr>{1}</tr>\n</thead>\n<tbody>\n{2}\n</tbody>\n</table>\n</div>"
    )
    return format_html(html, block["tableCaption"], headings, rows)


def timeline(block: Block) -> SafeString:
    entries = format_html_join("\n", "<li>\n{}\n</li>", ((_entry(entry, block),) for entry in block["entries"]))
    heading = block_heading(block["timelineHeading"], words=block["words"])
    return format_html('<section class="timeline">\n{}<ol role="list">\n{}\n</ol>\n</section>', heading, entries)


def questions(block: Block) -> SafeString:
    heading = block_heading(block["questionsHeading"], words=block["words"])
    entries = format_html_join("\n", "{}", ((_question(each, block),) for each in block["questions"]))
    return format_html('<section class="questions">\n{}{}\n</section>', heading, entries)


def _columns_of_figures(block: Block) -> list[SafeString]:
    """Return for each column the attribute that puts its figures below each other, where it has nothing else."""
    cells = [[row["cells"][index] for row in block["rows"]] for index in range(len(block["columns"]))]
    of_figures = [any(column) and all(not cell or FIGURE.fullmatch(cell) for cell in column) for column in cells]
    if block["hasRowHeaders"] and of_figures:
        of_figures[0] = False
    return [SafeString(' class="figures"') if each else SafeString() for each in of_figures]


def _row(cells: Sequence[str], block: Block, figures: Sequence[SafeString]) -> SafeString:
    said = [format_html("<td{}>{}</td>", *pair) for pair in zip(figures, cells, strict=True)]
    if block["hasRowHeaders"] and cells:
        said[0] = format_html('<th scope="row">{}</th>', cells[0])
    return format_html_join("", "{}", ((cell,) for cell in said))


def _entry(entry: Data, block: Block) -> SafeString:
    date = format_html('<p class="timeline__date">{}</p>', entry["date"]) if entry["date"] else SafeString()
    said = headline(entry["title"], words=block["words"])
    title = format_html('<p class="timeline__title">{}</p>', said) if said else SafeString()
    text = format_html_join(BREAK, "{}", ((line,) for line in entry["text"].splitlines() if line.strip()))
    return lines((date, title, format_html("<p>{}</p>", text) if text else SafeString()))


def _question(entry: Data, block: Block) -> SafeString:
    html = "<details>\n<summary>{}</summary>\n{}\n</details>"
    question = headline(entry["question"], words=block["words"])
    return format_html(html, question, block["prose"].html(richtext.parse(entry["html"])))
