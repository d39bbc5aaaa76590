from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from django.db.models import Model
from graphene.types.resolver import dict_or_attr_resolver
from graphql import GraphQLField, GraphQLNonNull, GraphQLObjectType
from grapple.registry import registry
from wagtail.blocks import Block

from cms.api.plans.streams import Part

# Columns whose values are in JSON what GraphQL makes of them.
PLAIN = {"String": {"CharField", "TextField", "SlugField"}, "Int": {"IntegerField", "PositiveIntegerField"}}

Arguments = Mapping[str, Any]
NO_ARGUMENTS: Arguments = {}
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
    return None if _is_computed(declared, source) or _is_computed(declared, python) else _from_block(python)


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
    def get(item: Any, _info: Any, _arguments: Arguments = NO_ARGUMENTS) -> Any:
        return item.get(name) if isinstance(item, dict) else getattr(item, name, None)

    return get


def _from_attribute(source: str) -> Getter:
    def get(item: Any, info: Any, arguments: Arguments = NO_ARGUMENTS) -> Any:
        value = getattr(item, source)
        return value(info, **arguments) if callable(value) else value

    return get


def _from_block(name: str) -> Getter:
    def get(part: Any, _info: Any, _arguments: Arguments = NO_ARGUMENTS) -> Any:
        return part.value[name]

    return get


def type_name_of(item: Any) -> str | None:
    """Return the name of the GraphQL type of a part of a stream."""
    if type(item) is not Part:
        return None
    block: type[Block] = type(item.block)
    name: str = registry.streamfield_blocks[block]._meta.name
    return name
