from collections.abc import Iterable, Mapping
from typing import Any

import graphene
from django.db.models import Model
from grapple.registry import registry
from wagtail.blocks import Block
from wagtail.images import get_image_model

from cms.api.images import ImageFields
from cms.api.nodes import Node
from cms.api.pages import PageInterface
from cms.api.snippets import SnippetInterface
from cms.blocks.body import BodyBlock

GraphQLType = type[graphene.ObjectType]


class BlockFields:
    id = graphene.ID(required=True, description="Identifies the block within its page.")


def declared_types() -> list[GraphQLType]:
    """Return grapple's types with nothing in them but what models, blocks and our interfaces declare.

    grapple's types inherit every column of Wagtail's models: draft titles, schedules, locks, tree paths. A type may
    only show what somebody decided to show, so each is made anew and takes the place of grapple's in its registry.
    """
    for model, node in registry.pages.items():
        registry.pages[model] = _rebuild(node, declaring=model, interfaces=(PageInterface, Node))
    for model, node in registry.snippets.items():
        registry.snippets[model] = _rebuild(node, declaring=model, interfaces=(SnippetInterface, Node))
    for block in map(type, BodyBlock().child_blocks.values()):
        node = registry.streamfield_blocks[block]
        registry.streamfield_blocks[block] = _rebuild(node, declaring=block, mixins=(BlockFields,))
    image = get_image_model()
    node = registry.images[image]
    registry.images[image] = _rebuild(node, declaring=image, interfaces=(Node,), mixins=(ImageFields,), name="Image")
    return [*registry.pages.values(), *registry.snippets.values()]


def _rebuild(
    node: GraphQLType,
    *,
    declaring: type[Model] | type[Block],
    interfaces: tuple[type[graphene.Interface], ...] = (),
    mixins: tuple[type, ...] = (),
    name: str | None = None,
) -> GraphQLType:
    attributes: dict[str, Any] = {}
    for field, arguments in _declared_fields(declaring):
        attributes[field] = node._meta.fields[field]
        attributes[field].args |= arguments
        attributes[f"resolve_{field}"] = staticmethod(getattr(node, f"resolve_{field}"))
    type_name = name or declaring.__name__
    options = type("Meta", (), {"name": type_name, "interfaces": interfaces, "description": _description(declaring)})
    return type(type_name, (*mixins, graphene.ObjectType), {**attributes, "Meta": options})


def _declared_fields(declaring: type[Model] | type[Block]) -> Iterable[tuple[str, Mapping[str, graphene.Argument]]]:
    declarations = (item() if callable(item) else item for item in getattr(declaring, "graphql_fields", ()))
    return [(declaration.field_name, getattr(declaration, "arguments", {})) for declaration in declarations]


def _description(declaring: Any) -> str | None:
    options = declaring._meta_class if issubclass(declaring, Block) else declaring
    description: str | None = getattr(options, "graphql_description", None)
    return description
