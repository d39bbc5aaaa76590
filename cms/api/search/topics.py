from collections.abc import Collection
from functools import cache
from typing import Any

from django.db.models import F, ManyToManyRel, QuerySet
from wagtail.models import Page

from publications.models import Topic


def topic_links() -> list[QuerySet[Any, Any]]:
    """Return the pairs of page and topic of every type of page that has topics, as they are at this moment."""
    return [
        through.objects.annotate(page_id=F(f"{page}_id")).values_list("page_id", "topic_id")
        for through, page in _relations()
    ]


@cache
def _relations() -> list[tuple[Any, str]]:
    relations = (relation for relation in Topic._meta.related_objects if isinstance(relation, ManyToManyRel))
    of_pages = [relation for relation in relations if issubclass(relation.related_model, Page)]
    return [(relation.through, relation.field.m2m_field_name()) for relation in of_pages]


def topics_in_every_language(slugs: Collection[str]) -> QuerySet[Any, Any]:
    """Return the ids of topics with these slugs and of their translations: a slug finds pages of every language."""
    named = Topic.objects.filter(slug__in=slugs)
    return Topic.objects.filter(translation_key__in=named.values("translation_key")).order_by().values_list("pk")
