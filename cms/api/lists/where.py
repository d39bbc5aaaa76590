from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Model, Q, QuerySet

from cms.api.lists.fields import fields_of
from cms.api.lists.leaves import NOTHING, matching
from cms.api.lists.relations import Column
from cms.api.visibility import Visibility

# An empty Q vanishes from whatever it is joined with, so that "or" would keep less and "not" more.
EVERYTHING = ~NOTHING


def narrowed(queryset: QuerySet[Any], where: dict[str, Any], visibility: Visibility) -> QuerySet[Any]:
    """Keep what a cleaned `where` asks for. Its values may be expressions."""
    return queryset.filter(condition(queryset.model, where, visibility))


def condition(model: type[Model], where: dict[str, Any], visibility: Visibility) -> Q:
    parts = [part for name, asked in where.items() for part in _parts(model, name, asked, visibility)]
    return reduce(and_, parts) if parts else EVERYTHING


def _parts(model: type[Model], name: str, asked: Any, visibility: Visibility) -> list[Q]:
    if name == "and":
        return [condition(model, each, visibility) for each in asked]
    if name == "or":
        return [reduce(or_, (condition(model, each, visibility) for each in asked)) if asked else NOTHING]
    if name == "not":
        return [~condition(model, asked, visibility)]
    field = fields_of(model)[name]
    if isinstance(field, Column):
        return matching(field.column, asked)
    found: list[Q] = field.matching(asked, lambda targets, inner: narrowed(targets, inner, visibility), visibility)
    return found
