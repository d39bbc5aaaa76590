import graphene
from django.db.models import Model
from graphql import GraphQLResolveInfo
from grapple.registry import registry


class SnippetInterface(graphene.Interface):
    """Content that pages refer to and that has no address of its own."""

    id = graphene.ID(required=True, description="An identifier, unique among snippets of its type.")

    @classmethod
    def resolve_type(cls, instance: Model, _info: GraphQLResolveInfo) -> type[graphene.ObjectType]:
        return registry.snippets[type(instance)]
