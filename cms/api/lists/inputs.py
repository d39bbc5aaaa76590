from functools import cache
from typing import Any

import graphene
from django.db.models import Model

from cms.api.global_ids import type_name
from cms.api.lists.checks import MAXIMUM_CONDITIONS, MAXIMUM_DEPTH
from cms.api.lists.fields import fields_of
from cms.api.lists.relations import Column, Relation

InputType = type[graphene.InputObjectType]


@cache
def where_type(model: type[Model]) -> InputType:
    """Build the input type that filters a type of pages or snippets."""
    name = type_name(model)
    itself = graphene.NonNull(lambda: where_type(model))
    attributes: dict[str, Any] = {
        "__doc__": f"Which {name} to keep. Several conditions all have to hold; a filter may nest "
        f"{MAXIMUM_DEPTH} levels and hold {MAXIMUM_CONDITIONS} conditions.",
        "and": graphene.InputField(graphene.List(itself), description="All of these have to hold."),
        "or": graphene.InputField(graphene.List(itself), description="At least one of these has to hold."),
        "not": graphene.InputField(lambda: where_type(model), description="This must not hold."),
    }
    attributes |= {field.name: _input_field(field) for field in fields_of(model).values()}
    return type(f"{name}Where", (graphene.InputObjectType,), attributes)


def _input_field(field: Column | Relation) -> graphene.InputField:
    if isinstance(field, Column):
        return graphene.InputField(field.leaf.input_type(), description=field.description)
    relation = _many if field.is_plural else _one
    return graphene.InputField(
        lambda: relation(field.target()), description=field.description, deprecation_reason=field.deprecation_reason
    )


@cache
def _one(target: type[Model]) -> InputType:
    name = type_name(target)
    attributes: dict[str, Any] = {
        "__doc__": f"Asks for the {name} that something leads to. What readers cannot see counts as none.",
        "is": graphene.InputField(lambda: where_type(target), description="There is one, and it is like this."),
        "is_null": graphene.InputField(graphene.Boolean, description="True where there is none, false where there is."),
    }
    return type(f"{name}RelationFilter", (graphene.InputObjectType,), attributes)


@cache
def _many(target: type[Model]) -> InputType:
    name = type_name(target)
    attributes: dict[str, Any] = {
        "__doc__": f"Asks for several {name}. Those that readers cannot see are not there.",
        "some": graphene.InputField(lambda: where_type(target), description="At least one is like this."),
        "none": graphene.InputField(lambda: where_type(target), description="None is like this."),
    }
    return type(f"{name}ListFilter", (graphene.InputObjectType,), attributes)
