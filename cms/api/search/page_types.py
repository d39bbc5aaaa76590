import re
from collections.abc import Collection
from enum import Enum
from functools import cache

import graphene
from django.contrib.contenttypes.models import ContentType
from grapple.registry import registry
from wagtail.models import Page

from cms.pages.models import ContentPage


@cache
def page_type_enum() -> graphene.Enum:
    """Build the enum of all types of pages, named as their GraphQL types are."""
    types = {name_of(model): model._meta.object_name for model in _models()}

    def describe(member: Enum | None) -> str:
        return f"A {types[member.name]}." if member else "The types of pages, by the names of their types."

    return graphene.Enum("PageType", [(name, name) for name in sorted(types)], description=describe)


def keys_of(names: Collection[str]) -> list[int]:
    """Return the content types of the page types with these names."""
    return [key for key, model in models_by_key().items() if name_of(model) in names]


def models_by_key() -> dict[int, type[Page]]:
    """Return the page types by their content types."""
    found = ContentType.objects.get_for_models(*_models())
    return {content_type.pk: model for model, content_type in found.items()}


def name_of(model: type[Page]) -> str:
    """Return for example LOCAL_GROUP_PAGE for LocalGroupPage."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", str(model._meta.object_name)).upper()


def _models() -> list[type[Page]]:
    return [model for model in registry.pages if issubclass(model, ContentPage)]
