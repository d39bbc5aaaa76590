from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.images.models import AbstractImage
from wagtail.models import Page, ReferenceIndex, TranslatableMixin

from cms.api.lists.declared import COLLECTIONS

# Every answer has it, so that an operator can purge them all.
EVERYTHING = "content"
# Servers and CDNs take 4 KiB in any one header.
MAXIMUM_LENGTH = 4000


def kind_of(model: type[Model]) -> str:
    """Return what rows of a model are called in keys."""
    if issubclass(model, Page):
        return "page"
    return "image" if issubclass(model, AbstractImage) else str(model._meta.model_name)


def key_kind(model: type[Model]) -> str | None:
    """Return what rows of a model are called in the keys of answers; nothing for rows that only come with others."""
    return kind_of(model) if issubclass(model, Page | AbstractImage | TranslatableMixin) else None


def keys_of(instance: Model) -> list[str]:
    """Return the keys whose answers a change of this object may change; webhooks send them to whoever purges a CDN.

    That is the object itself, the lists it may be in, and what refers to it, where its address or title may stand.
    """
    keys = [f"{kind_of(type(instance))}:{instance.pk}", *_referring(instance), *_related(instance), *_lists(instance)]
    # Answers with many keys have but the first part of some.
    return list(dict.fromkeys([*keys, *(key.partition(":")[0] for key in keys)]))


def header_value(keys: Collection[str], *, separator: str) -> str:
    """Return the keys of an answer. Where there are too many, one for the whole kind stands for those of a kind."""
    left = sorted({*keys, EVERYTHING})
    while len(separator.join(left)) > MAXIMUM_LENGTH:
        kinds = Counter(key.partition(":")[0] for key in left if ":" in key)
        if not kinds:
            return EVERYTHING
        most, _count = kinds.most_common(1)[0]
        left = sorted({*(key for key in left if not key.startswith(f"{most}:")), most})
    return separator.join(left)


def _referring(instance: Model) -> Iterator[str]:
    references = ReferenceIndex.get_references_to(instance).values_list("base_content_type", "object_id").distinct()
    for content_type, pk in references:
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None:
            yield f"{kind_of(model)}:{pk}"


def _related(instance: Model) -> Iterator[str]:
    """Return what has the object among many others, which Wagtail's index of references leaves out."""
    for relation in instance._meta.related_objects:
        if relation.many_to_many:
            model: Any = relation.related_model
            found = model.objects.filter(**{relation.field.name: instance}).order_by()
            yield from (f"{kind_of(model)}:{pk}" for pk in found.values_list("pk", flat=True))


def _lists(instance: Model) -> list[str]:
    return [f"list:{each.name}" for each in COLLECTIONS if isinstance(instance, each.model())]
