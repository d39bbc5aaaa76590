from collections.abc import Callable
from functools import cache, cached_property, partial
from inspect import getattr_static
from types import FunctionType
from typing import Any

from django.db.models import Model
from django.db.models.query_utils import DeferredAttribute
from graphene.types.resolver import dict_or_attr_resolver
from graphql import GraphQLField, GraphQLNonNull, GraphQLObjectType
from grapple.registry import registry
from wagtail.blocks import Block

from cms.api.plans.streams import Part

# Columns whose values are in JSON what GraphQL makes of them.
PLAIN = {"String": {"CharField", "TextField", "SlugField"}, "Int": {"IntegerField", "PositiveIntegerField"}}

# Attributes that are what a field shows. Managers and methods would have to be called.
SHOWN = (property, cached_property, DeferredAttribute)

# Takes an item, info, and arguments where there are any.
Getter = Callable[..., Any]


def declaring(kind: GraphQLObjectType) -> Any:
    """Return the model or the block that a GraphQL type shows, if it shows one."""
    return _declaring().get(getattr(kind, "graphene_type", object))


@cache
def _declaring() -> dict[type, Any]:
    known = registry.pages | registry.snippets | registry.images | registry.streamfield_blocks
    return {node: declared for declared, node in known.items()}


def python_name(kind: GraphQLObjectType, name: str) -> str:
    """Return what graphene knows a field by."""
    return _python_names(kind)[name]


@cache
def _python_names(kind: GraphQLObjectType) -> dict[str, str]:
    node = kind.graphene_type  # type: ignore[attr-defined]  # graphene's addition.
    return dict(zip(kind.fields, node._meta.fields, strict=True))


def source_of(declared: Any, name: str) -> str | None:
    """Return the attribute from which grapple would resolve a field that a model or a block declares."""
    return _sources(declared).get(name)


@cache
def _sources(declared: Any) -> dict[str, str]:
    declarations = (item() if callable(item) else item for item in getattr(declared, "graphql_fields", ()))
    return {field.field_name: field.field_source for field in declarations}


def value_getter(kind: GraphQLObjectType, field: GraphQLField, name: str) -> Getter | None:
    """Return how a field is had from a record or a block without its resolver, where that comes to the same."""
    resolve = field.resolve
    if isinstance(resolve, partial) and resolve.func is dict_or_attr_resolver:
        return _from_dict_or_attribute(resolve.args[0])
    declared, python = declaring(kind), python_name(kind, name)
    source = source_of(declared, python) if declared is not None else None
    if source is None:
        return None
    if issubclass(declared, Model):
        return _from_attribute(source)
    if isinstance(getattr(declared, source, None), FunctionType):
        return _from_method(declared, source)
    return None if _is_computed(declared, source) or _is_computed(declared, python) else _from_block(python)


def written_value(kind: GraphQLObjectType, field: GraphQLField, name: str, item: str) -> str | None:
    """Write the same out as an expression, where it is no more than an attribute or an entry of the item."""
    resolve = field.resolve
    if isinstance(resolve, partial) and resolve.func is dict_or_attr_resolver:
        key = repr(resolve.args[0])
        return f"({item}.get({key}) if isinstance({item}, dict) else getattr({item}, {key}, None))"
    declared = declaring(kind)
    source = source_of(declared, python_name(kind, name)) if declared is not None else None
    is_shown = (
        source is not None and issubclass(declared, Model) and isinstance(getattr_static(declared, source, None), SHOWN)
    )
    return f"{item}.{source}" if is_shown else None


def plain_attribute(kind: GraphQLObjectType, name: str) -> str | None:
    """Return the column that a field shows as it is stored: a text, or a number that is never missing."""
    declared = declaring(kind)
    if name == "__typename" or declared is None or not issubclass(declared, Model):
        return None
    field = kind.fields[name]
    inner = field.type.of_type if isinstance(field.type, GraphQLNonNull) else None
    allowed = PLAIN.get(getattr(inner, "name", ""), set())
    python = python_name(kind, name)
    resolve = field.resolve
    is_attribute = isinstance(resolve, partial) and resolve.func is dict_or_attr_resolver
    source = resolve.args[0] if is_attribute else source_of(declared, python)
    columns = {each.attname: each for each in declared._meta.concrete_fields}
    column = columns.get(source) if source else None
    return source if column is not None and column.get_internal_type() in allowed and not column.null else None


def _is_computed(block: Any, name: str) -> bool:
    found = getattr(block, name, None)
    return callable(found) or isinstance(found, property)


def _from_dict_or_attribute(name: str) -> Getter:
    def get(item: Any, _info: Any, **_arguments: Any) -> Any:
        return item.get(name) if isinstance(item, dict) else getattr(item, name, None)

    return get


def _from_attribute(source: str) -> Getter:
    def get(item: Any, info: Any, **arguments: Any) -> Any:
        value = getattr(item, source)
        return value(info, **arguments) if callable(value) else value

    return get


def _from_method(block: type[Block], name: str) -> Getter:
    method = getattr(block(), name)

    def get(part: Any, info: Any, **arguments: Any) -> Any:
        return method(info=info, values=part.value, **arguments)

    return get


def _from_block(name: str) -> Getter:
    def get(part: Any, _info: Any, **_arguments: Any) -> Any:
        return part.value[name]

    return get


def type_name_of(item: Any) -> str | None:
    """Return the name of the GraphQL type of a part of a stream."""
    if type(item) is not Part:
        return None
    block: type[Block] = type(item.block)
    name: str = registry.streamfield_blocks[block]._meta.name
    return name
