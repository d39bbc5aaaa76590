from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from cms.images.models import CustomImage

# Fields that Wagtail's tree and languages need as they are.
LEFT_ALONE = {"path", "url_path", "slug", "draft_title", "time_zone", "content_json"}


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Fills models and blocks of whatever type, every text with the same words."""

    words: str
    page: Page | None = None
    image: CustomImage | None = None
    file: AbstractDocument | None = None

    @property
    def html(self) -> str:
        link = '<a href="https://www.example.org/">dort</a>'
        return f"<p>{self.words}<br/>{link}</p><ul><li>{self.words}</li></ul>"

    @property
    def url(self) -> str:
        # A player of videos knows it, too.
        return f"https://vimeo.com/1?h={self.words}"

    def stream(self, block: blocks.StreamBlock) -> list[tuple[str, Any]]:
        """Return one block of each type."""
        return [(name, self.value(child)) for name, child in block.child_blocks.items()]

    def streams(self, model: type[models.Model], *, but: set[str]) -> dict[str, Any]:
        """Return a value for every stream of a model."""
        found = [one for one in model._meta.concrete_fields if isinstance(one, StreamField) and one.name not in but]
        return {one.name: self.stream(one.stream_block) for one in found}

    def texts(self, model: type[models.Model]) -> dict[str, Any]:
        """Return a value for every text of a model."""
        found = [one for one in model._meta.get_fields() if _is_text(one)]
        return {one.name: self._text(one) for one in found}

    def value(self, block: blocks.Block) -> Any:
        if isinstance(block, blocks.StructBlock):
            return {name: self.value(child) for name, child in block.child_blocks.items()}
        if isinstance(block, blocks.ListBlock):
            return [self.value(block.child_block)]
        if isinstance(block, TypedTableBlock):
            columns, rows = [{"type": "text", "heading": self.words}], [{"values": [self.words]}]
            return block.to_python({"columns": columns, "rows": rows, "caption": self.words})
        return self._leaf(block)

    def _leaf(self, block: blocks.Block) -> Any:
        values: tuple[tuple[type[blocks.Block], Any], ...] = (
            (blocks.ChoiceBlock, "2"),
            (blocks.RichTextBlock, self.html),
            (blocks.URLBlock, self.url),
            (blocks.CharBlock, self.words),
            (blocks.TextBlock, self.words),
            (blocks.BooleanBlock, True),
            (blocks.DateBlock, date(2026, 11, 20)),
            (blocks.PageChooserBlock, self.page),
            (ImageChooserBlock, self.image),
            (DocumentChooserBlock, self.file),
        )
        return next(value for kind, value in values if isinstance(block, kind))

    def _text(self, one: Any) -> str:
        if isinstance(one, models.EmailField):
            return f"{self.words}@example.org"
        if isinstance(one, models.URLField):
            return f"https://{self.words}.example.org/"
        return self.words[: one.max_length or None]


def _is_text(one: Any) -> bool:
    if not isinstance(one, models.CharField | models.TextField) or isinstance(one, models.UUIDField):
        return False
    return not one.choices and one.name not in LEFT_ALONE | {"content_type"}
