import re
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail.rich_text import RichText

PAGE_LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
IDENTIFIER = re.compile(r'\bid="(\d+)"')
# These say where a page stands, not what it says.
BOOKKEEPING = frozenset({"alias_of", "locale"})


class Counterparts:
    """Point what a page refers to at its translations. What has none stays, and readers are led to the original."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale

    def put_into(self, instance: models.Model) -> None:
        """Change the instance and its inline children in memory; the caller saves."""
        for field in instance._meta.get_fields():
            if isinstance(field, models.Field) and field.name not in BOOKKEEPING:
                self._put_into_field(instance, field)
        for relation in get_all_child_relations(instance):
            for child in getattr(instance, relation.get_accessor_name()).get_object_list():
                self.put_into(child)

    def _put_into_field(self, instance: models.Model, field: Any) -> None:
        if isinstance(field, StreamField):
            raw = field.stream_block.get_prep_value(field.value_from_object(instance))
            setattr(instance, field.name, field.stream_block.to_python(self.of_block(field.stream_block, raw)))
        elif isinstance(field, RichTextField):
            setattr(instance, field.name, self.of_links(getattr(instance, field.name) or ""))
        elif isinstance(field, ParentalManyToManyField) and issubclass(field.related_model, TranslatableMixin):
            chosen = getattr(instance, field.name)
            keys = [self.of(field.related_model, item.pk) for item in chosen.all()]
            chosen.set(field.related_model.objects.filter(pk__in=keys))
        elif _refers_to_translated(field) and getattr(instance, field.attname):
            setattr(instance, field.attname, self.of(field.related_model, getattr(instance, field.attname)))

    def of(self, model: Any, pk: Any) -> Any:
        """Return the key of the translation, or the same key when there is none."""
        manager = Page.objects if issubclass(model, Page) else model.objects
        key = manager.filter(pk=pk).values("translation_key")[:1]
        return manager.filter(translation_key=key, locale=self.locale).values_list("pk", flat=True).first() or pk

    def of_links(self, html: str) -> str:
        return PAGE_LINK.sub(lambda link: IDENTIFIER.sub(self._link, link[0]), html)

    def _link(self, identifier: re.Match[str]) -> str:
        return f'id="{self.of(Page, int(identifier[1]))}"'

    def of_block(self, block: blocks.Block, raw: Any) -> Any:
        """Return a block's stored value with every reference in it pointed at its translation."""
        if raw is None:
            return None
        if isinstance(block, blocks.BaseStreamBlock):
            return [{**item, "value": self.of_block(block.child_blocks[item["type"]], item["value"])} for item in raw]
        if isinstance(block, blocks.ListBlock):
            return [{**item, "value": self.of_block(block.child_block, item["value"])} for item in raw]
        if isinstance(block, blocks.BaseStructBlock):
            return {name: self.of_block(block.child_blocks[name], value) for name, value in raw.items()}
        return self._of_leaf(block, raw)

    def _of_leaf(self, block: blocks.Block, raw: Any) -> Any:
        if isinstance(block, blocks.ChooserBlock) and issubclass(block.model_class, TranslatableMixin):
            return self.of(block.model_class, raw)
        if isinstance(block, blocks.RichTextBlock):
            return self.of_links(raw.source if isinstance(raw, RichText) else raw)
        return raw


def _refers_to_translated(field: models.Field[Any, Any]) -> bool:
    return (
        isinstance(field, models.ForeignKey)
        and not isinstance(field, ParentalKey)
        and not getattr(field.remote_field, "parent_link", False)
        and isinstance(field.related_model, type)
        and issubclass(field.related_model, TranslatableMixin)
    )
