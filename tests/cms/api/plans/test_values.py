from typing import Any

import pytest
from django.db.models import Model
from wagtail.blocks import ChoiceBlock, ListBlock
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.rich_text import RichText

from cms.api.plans.values import Reference, may_refer, reader_of
from cms.blocks.body import BodyBlock
from publications.blocks import CorrectionsStream, KeyPointsStream
from tests.cms.blocks.test_gaps import samples, with_gaps
from tests.factories.files import make_document, make_image
from tests.factories.site import Site

REFERRING = {"image", "call_to_action", "gallery", "embed", "file", "linked_page"}


def plain(value: Any) -> Any:
    """Return what Wagtail makes of a value as records have it."""
    if isinstance(value, Model):
        return Reference(type(value), value.pk)
    if isinstance(value, RichText):
        return value.source
    if isinstance(value, TypedTable):
        return [row["values"] for row in value.row_data]
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return [plain(each) for each in value] if hasattr(value, "__iter__") and not isinstance(value, str) else value


@pytest.mark.parametrize("name", BodyBlock().child_blocks)
def test_a_block_is_read_as_wagtail_reads_it(site: Site, name: str) -> None:
    block = BodyBlock().child_blocks[name]
    read = reader_of(block)
    value = samples(image=make_image().pk, file=make_document().pk, page=site.events.pk)[name]
    forms = [value, *with_gaps(value)]

    assert [plain(read(raw)) for raw in forms] == [plain(block.to_python(raw)) for raw in forms]


@pytest.mark.parametrize(
    ("stream", "name", "raw"),
    [
        (KeyPointsStream(), "point", "Ein Satz"),
        (CorrectionsStream(), "correction", {"date": "2026-11-22", "text": "Es waren drei."}),
    ],
)
def test_other_streams_are_read_as_wagtail_reads_them(stream: Any, name: str, raw: Any) -> None:
    block = stream.child_blocks[name]

    assert plain(reader_of(block)(raw)) == plain(block.to_python(raw))


def test_only_where_something_can_be_chosen_it_is_looked_for() -> None:
    assert {name for name, block in BodyBlock().child_blocks.items() if may_refer(block)} == REFERRING


def test_a_choice_keeps_the_type_of_its_key() -> None:
    read = reader_of(ListBlock(ChoiceBlock(choices=[(1, "Eins"), ("2", "Zwei")])))

    assert read(["1", "2", 1, None, "drei", "1"]) == [1, "2", 1, None, "drei", 1]
