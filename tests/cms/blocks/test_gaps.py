from collections.abc import Iterator
from typing import Any

import pytest
from wagtail.models import Page

from cms.blocks.body import BodyBlock
from cms.channels.registry import channel
from cms.channels.sources import in_process_source
from publications.models import StatementPage
from tests.factories.files import make_document, make_image
from tests.factories.site import NOW, Site, make_statement

CHANNELS = ("website", "feeds", "newsletter")
TABLE = {
    "columns": [{"type": "text", "heading": "Jahr"}, {"type": "text", "heading": "Zahl"}],
    "rows": [{"values": ["2025", "12"]}],
    "caption": "Zahlen",
}
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def item(value: Any) -> dict[str, Any]:
    return {"type": "item", "id": "5a6a2a0e-3f0e-4a43-9a68-0d7e0f1b2c01", "value": value}


def samples(*, image: int = 1, file: int = 1, page: int = 1) -> dict[str, Any]:
    entry = {"date": "1918/19", "title": "Räte", "text": "Mehr"}
    return {
        "heading": {"text": "Kapitel", "level": "2"},
        "paragraph": {"text": "<p>Satz</p>"},
        "quote": {"text": "Worte", "source": "Quelle"},
        "key_points": {"heading": "Kurz", "points": [item("Eins"), "Zwei"]},
        "image": {"image": image, "caption": "Fahnen"},
        "call_to_action": {"text": "Mitmachen", "page": page, "address": ""},
        "gallery": {"heading": "Bilder", "pictures": [item({"image": image, "caption": "Fahnen"})]},
        "embed": {"url": VIDEO, "title": "Film", "image": image, "privacy_note": "Achtung"},
        "file": {"file": file, "title": "Heft"},
        "linked_page": {"page": page},
        "table": {"table": TABLE, "has_row_headers": True},
        "timeline": {"heading": "Früher", "entries": [item(entry), entry]},
        "questions": {"heading": "Fragen", "questions": [item({"question": "Wer?", "answer": "<p>Alle</p>"})]},
        "footnotes": {"notes": [item("<p>Eins</p>"), "<p>Zwei</p>"]},
    }


def with_gaps(value: Any) -> Iterator[Any]:
    """Yield the value once for everything in it, with null in the place of that."""
    yield None
    if isinstance(value, dict):
        for name, inner in value.items():
            # What programs bring in is wrapped or not, but neither half.
            if name not in {"type", "id"}:
                yield from ({**value, name: gap} for gap in with_gaps(inner))
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from ([*value[:index], gap, *value[index + 1 :]] for gap in with_gaps(inner))


def tell(page: Page, name: str) -> str:
    path = f"/stellungnahmen/{page.slug}/"
    files = channel(name).message(in_process_source(), path=path, locale="de", now=NOW).files
    return "".join(file.content.decode() for file in files if not file.media_type.startswith("image/"))


@pytest.fixture
def statement(site: Site) -> StatementPage:
    return make_statement(site.statements)


@pytest.mark.parametrize("name", BodyBlock().child_blocks)
def test_a_gap_in_a_block_brings_down_no_channel(site: Site, statement: StatementPage, name: str) -> None:
    value = samples(image=make_image().pk, file=make_document().pk, page=site.events.pk)[name]
    gaps = [{"type": name, "value": gap} for gap in with_gaps(value)]
    ends = [{"type": "paragraph", "value": {"text": f"<p>{word}</p>"}} for word in ("Anfang", "Schluss")]
    statement.body = [ends[0], *gaps, ends[1]]
    statement.save()

    told = [tell(statement, channel_name) for channel_name in CHANNELS]

    assert all("Anfang" in text and "Schluss" in text for text in told[::2])
    assert statement.title in told[1]
    assert "None" not in "".join(told)


@pytest.mark.parametrize(
    ("field", "kind", "value"),
    [
        ("key_points", "point", "Ein Satz"),
        ("corrections", "correction", {"date": "2026-11-22", "text": "Es waren drei."}),
    ],
)
def test_a_gap_in_a_statement_brings_down_no_channel(
    statement: StatementPage, field: str, kind: str, value: Any
) -> None:
    setattr(statement, field, [{"type": kind, "value": gap} for gap in with_gaps(value)])
    statement.save()

    assert all(statement.title in tell(statement, name) for name in CHANNELS)


@pytest.mark.parametrize(
    ("cells", "expected"), [(["2025"], ["2025", ""]), (["2025", "12", "zu viel"], ["2025", "12"]), ([], ["", ""])]
)
def test_a_ragged_row_has_a_cell_for_each_column(cells: list[str], expected: list[str]) -> None:
    block = BodyBlock().child_blocks["table"].child_blocks["table"]

    table = block.to_python(TABLE | {"rows": [{"values": cells}]})

    assert [row["values"] for row in table.row_data] == [expected]


def test_an_empty_note_keeps_the_numbers_of_the_others() -> None:
    notes = BodyBlock().child_blocks["footnotes"].to_python({"notes": ["<p>Eins</p>", None, "<p>Drei</p>"]})["notes"]

    assert [note.source for note in notes] == ["<p>Eins</p>", "", "<p>Drei</p>"]
