from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import graphene
from django.db.models import Model
from graphql import GraphQLError, GraphQLResolveInfo
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from cms.api.context import Context
from cms.api.global_ids import GlobalID
from cms.api.limits import limit
from cms.api.nodes import Node, node_models
from cms.api.snippets import with_relations


class TooManyIDsError(GraphQLError):
    def __init__(self, count: int) -> None:
        message = (
            f"'ids' may hold {limit('page_size')} ids, and there are {count}. Ask for the others in another request."
        )
        super().__init__(message, extensions={"code": "TOO_MANY_IDS"})


def node_field() -> graphene.Field:
    return graphene.Field(
        Node,
        id=graphene.Argument(graphene.ID, required=True, description="An id as the API gave it."),
        resolver=resolve_node,
        description="A page, snippet or image by its id; null when there is none that can be seen.",
    )


def nodes_field() -> graphene.List:
    return graphene.List(
        Node,
        ids=graphene.Argument(
            graphene.List(graphene.NonNull(graphene.ID)),
            required=True,
            description=f"Ids as the API gave them, at most {limit('page_size')}.",
        ),
        required=True,
        resolver=resolve_nodes,
        description="Pages, snippets and images by their ids, in the same order; null for what cannot be seen.",
    )


def resolve_node(_root: None, info: GraphQLResolveInfo, *, id: str) -> Model | None:  # noqa: A002  Relay's name.
    wanted = GlobalID.parse(id)
    return _found([wanted], info.context).get(wanted)


def resolve_nodes(_root: None, info: GraphQLResolveInfo, *, ids: Sequence[str]) -> list[Model | None]:
    wanted = parsed_ids(ids)
    found = _found(wanted, info.context)
    return [found.get(each) for each in wanted]


def parsed_ids(ids: Sequence[str]) -> list[GlobalID]:
    """Return what ids name, as many as may be sent at once. Raises TooManyIDsError or BadIDError."""
    if len(ids) > limit("page_size"):
        raise TooManyIDsError(len(ids))
    return [GlobalID.parse(text) for text in ids]


def _found(wanted: Iterable[GlobalID], context: Context) -> dict[GlobalID, Model]:
    """Return those of the objects that may be seen, in one look-up for each type."""
    keys = defaultdict(set)
    for each in wanted:
        keys[each.type_name].add(each.key)
    models = node_models()
    known = [(models[name], found) for name, found in keys.items() if name in models]
    return {GlobalID.of(item): item for model, found in known for item in _visible(model, found, context)}


def _visible(model: Any, keys: set[int], context: Context) -> list[Any]:
    if issubclass(model, Page):
        return context.pages(model.objects.filter(pk__in=keys), limit=len(keys))
    if issubclass(model, AbstractImage):
        images = model.objects.filter(pk__in=keys).select_related("collection").prefetch_related("renditions")
        return [image for image in images if context.visibility.allows_media(image)]
    return list(with_relations(context.visibility.all(model).filter(pk__in=keys)))
