from functools import cache

import graphene
from django.db.models import Model
from graphql import GraphQLResolveInfo
from grapple.registry import registry

from cms.api.global_ids import GlobalID


class Node(graphene.Interface):
    """What can be fetched by its id alone."""

    id = graphene.ID(required=True, description="An opaque identifier, unique among all objects. It never changes.")

    @classmethod
    def resolve_type(cls, instance: Model, _info: GraphQLResolveInfo) -> type[graphene.ObjectType]:
        known = registry.pages | registry.snippets | registry.images
        found: type[graphene.ObjectType] = known[type(instance)]
        return found

    @staticmethod
    def resolve_id(item: Model, _info: GraphQLResolveInfo) -> str:
        # A page that was never saved has no key yet, and its editor looks at a preview of it.
        return str(GlobalID.of(item))


@cache
def node_models() -> dict[str, type[Model]]:
    """Return the models of what has an id by the names of their types, which they get when the schema is built."""
    known = registry.pages | registry.snippets | registry.images
    return {node._meta.name: model for model, node in known.items()}
