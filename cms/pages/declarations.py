import graphene
from django.apps import apps
from grapple.registry import registry


def list_of(model_label: str) -> graphene.NonNull:
    """Return the GraphQL type [Model!]! of a page or snippet; grapple's own list types lose the exclamation marks."""

    def node() -> type[graphene.ObjectType]:
        model = apps.get_model(model_label)
        found: type[graphene.ObjectType] = (registry.pages | registry.snippets)[model]
        return found

    return graphene.NonNull(graphene.List(graphene.NonNull(node)))
