from collections.abc import Mapping
from typing import Any

import graphene
from django.apps import apps
from grapple.models import GraphQLField
from grapple.registry import registry

# A list below a page has no cursors, so it ends somewhere; those at the root of the API go on.
MAXIMUM_LISTED = 100


class GraphQLFieldWithArguments(GraphQLField):
    """A field whose method takes arguments beside info; grapple's own fields take none."""

    def __init__(self, *args: Any, arguments: Mapping[str, graphene.Argument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arguments = arguments


def list_of(model_label: str) -> graphene.NonNull:
    """Return the GraphQL type [Model!]! of a page or snippet; grapple's own list types lose the exclamation marks."""

    def node() -> type[graphene.ObjectType]:
        model = apps.get_model(model_label)
        found: type[graphene.ObjectType] = (registry.pages | registry.snippets)[model]
        return found

    return graphene.NonNull(graphene.List(graphene.NonNull(node)))
