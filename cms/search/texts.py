from collections.abc import Iterable
from typing import Any

from wagtail import blocks
from wagtail.blocks.field_block import BaseChoiceBlock
from wagtail.search import index

from cms.pages.models import ContentPage
from cms.search.analysis import clean
from cms.search.models import Document

TITLE = "title"
# They say in short what the page says, so a word weighs more in them.
SHORT = ("summary", "key_points")


def document(page: ContentPage) -> Document:
    """Return what a page says. What that is stands in the search fields of its type, as it does for the admin."""
    fields = [field for field in page.get_search_fields() if isinstance(field, index.SearchField | index.RelatedFields)]
    short = [field for field in fields if field.field_name in SHORT]
    long = [field for field in fields if field.field_name not in (TITLE, *SHORT)]
    return Document(
        page_id=page.pk,
        language=page.locale.language_code,
        title=clean(page.title),
        summary=_joined(page, short),
        body=_joined(page, long),
    )


def _joined(page: ContentPage, fields: Iterable[index.BaseField]) -> str:
    parts = (" ".join(part.split()) for field in fields for part in _parts(field, page))
    return clean("\n".join(filter(None, parts)))


def _parts(field: Any, instance: Any) -> list[str]:
    if isinstance(field, index.RelatedFields):
        related = getattr(instance, field.field_name).all()
        return [part for each in related for inner in field.fields for part in _parts(inner, each)]
    value = getattr(instance, field.field_name, None)
    if isinstance(value, blocks.StreamValue):
        return _spoken(value.stream_block, value)
    found = field.get_value(instance)
    return [str(text) for text in (found if isinstance(found, list) else [found]) if text]


def _spoken(block: blocks.Block, value: Any) -> list[str]:
    """Return the texts in a block that people wrote. Wagtail would add the labels of choices, such as "Section"."""
    if isinstance(block, BaseChoiceBlock | blocks.PageChooserBlock) or value is None:
        return []
    if isinstance(block, blocks.BaseStreamBlock):
        return [text for child in value for text in _spoken(child.block, child.value)]
    if isinstance(block, blocks.BaseStructBlock):
        return [text for name, child in block.child_blocks.items() for text in _spoken(child, value.get(name))]
    if isinstance(block, blocks.ListBlock):
        return [text for child in value for text in _spoken(block.child_block, child)]
    return [str(text) for text in block.get_searchable_content(value)]
