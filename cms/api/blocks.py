from functools import cache

import graphene
from graphql import GraphQLResolveInfo
from grapple.registry import registry
from wagtail.blocks.stream_block import StreamValue

from cms.blocks.body import BodyBlock


def block_types() -> tuple[type[graphene.ObjectType], ...]:
    return tuple(registry.streamfield_blocks[type(block)] for block in BodyBlock().child_blocks.values())


@cache
def block_union() -> type[graphene.Union]:
    """Return the union of all body blocks. grapple makes their types while apps load, so this must be called later."""

    class Block(graphene.Union):
        """One part of a text. Ask for __typename and the fields of the types you can show."""

        class Meta:
            types = block_types()

        @classmethod
        def resolve_type(
            cls, instance: StreamValue.StreamChild, _info: GraphQLResolveInfo
        ) -> type[graphene.ObjectType]:
            return registry.streamfield_blocks[type(instance.block)]

    return Block


def block_list() -> graphene.NonNull:
    return graphene.NonNull(block_union())
