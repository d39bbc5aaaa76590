from typing import Any

import graphene
from django.db.models import Model, QuerySet
from graphql import GraphQLResolveInfo
from grapple.registry import registry

from cms.api.languages import FALLBACK, is_fallback, language_of
from cms.api.locales import Locale
from cms.api.nodes import Node


class SnippetInterface(graphene.Interface):
    """Content that pages refer to and that has no address of its own."""

    id = graphene.ID(required=True, description="An opaque identifier, unique among all objects. It never changes.")
    resolved_locale = graphene.Field(Locale, required=True, description="The language it is in.")
    is_fallback = graphene.Boolean(required=True, description=FALLBACK)

    class Meta:
        interfaces = (Node,)

    @classmethod
    def resolve_type(cls, instance: Model, _info: GraphQLResolveInfo) -> type[graphene.ObjectType]:
        return registry.snippets[type(instance)]

    @staticmethod
    def resolve_resolved_locale(snippet: Any, info: GraphQLResolveInfo) -> str:
        return language_of(snippet, info.context)

    @staticmethod
    def resolve_is_fallback(snippet: Any, info: GraphQLResolveInfo) -> bool:
        return is_fallback(snippet, info.context)


def with_relations(snippets: QuerySet[Any]) -> QuerySet[Any]:
    """Look up what the fields of snippets need, for all of them at once."""
    return snippets.prefetch_related(*getattr(snippets.model, "prefetched", ()))
