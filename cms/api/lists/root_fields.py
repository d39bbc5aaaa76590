from collections.abc import Callable
from typing import Any

import graphene
from graphql import GraphQLResolveInfo
from grapple.registry import registry
from wagtail.models import Page

from cms.api.context import Context
from cms.api.global_ids import type_name
from cms.api.languages import mark
from cms.api.lists.collections import Collection
from cms.api.lists.connection import connection_type, paging_arguments
from cms.api.lists.declared import COLLECTIONS
from cms.api.lists.drafts import draft_in, seeing_draft, with_draft
from cms.api.lists.inputs import where_type
from cms.api.lists.order import order_enum
from cms.api.lists.slices import Slice, Window
from cms.api.locales import Locale
from cms.api.pages import PageInterface
from cms.api.search.page_types import models_by_key
from cms.api.snippets import with_relations

WINDOW = ("first", "after", "last", "before")


def list_fields() -> dict[str, graphene.Field]:
    """Build the root field of every list."""
    return {collection.name: _field(collection) for collection in COLLECTIONS}


def language_arguments() -> dict[str, graphene.Argument]:
    return {
        "locale": graphene.Argument(Locale, description="Only content in this language; all languages by default."),
        "fallback": graphene.Argument(
            graphene.List(graphene.NonNull(Locale)),
            description="Languages to take one after the other where something cannot be read in that of locale. "
            "Each thing is shown once; filters and order follow the version that is shown.",
        ),
    }


def _field(collection: Collection) -> graphene.Field:
    model = collection.model()
    node = PageInterface if model is Page else (registry.pages | registry.snippets)[model]
    where = graphene.Argument(where_type(model), description="Which to keep; all by default.")
    order_by = graphene.Argument(
        order_enum(f"{type_name(model)}Order", collection.orders), description="In which order they come."
    )
    return graphene.Field(
        connection_type(node),
        required=True,
        resolver=_resolver(collection),
        description=collection.description,
        deprecation_reason=collection.deprecation_reason,
        **paging_arguments(),
        **language_arguments(),
        where=where,
        order_by=order_by,
        **{argument.name: argument.type() for argument in collection.arguments},
    )


def _resolver(collection: Collection) -> Callable[..., Slice]:
    def resolve(_root: None, info: GraphQLResolveInfo, **sent: Any) -> Slice:
        return take(collection, sent, info.context)

    return resolve


def take(collection: Collection, sent: dict[str, Any], context: Context) -> Slice:
    """Answer a list. Raises errors that the caller may read."""
    arguments = collection.clean({name: value for name, value in sent.items() if name not in WINDOW})
    order = collection.order(arguments)
    window = Window.of(sent, name=collection.name, order=order)
    asked = arguments.get("locale")
    context.language = asked or context.language
    draft = draft_in(collection, arguments, context)
    queryset = collection.queryset(arguments, seeing_draft(context) if draft else context.visibility)
    if draft and draft.pk:
        queryset = queryset.exclude(pk=draft.pk)
    found = _run(window.apply(queryset, order), context, limit=window.size + 1)
    if draft:
        found = with_draft(context.prepared(draft), found, queryset, order=order, window=window)
    mark(found, asked=asked)
    context.keys.add(f"list:{collection.name}")
    return Slice(
        nodes=window.cut(found),
        name=collection.name,
        order=order,
        has_next_page=window.has_next(found),
        has_previous_page=window.has_previous(found),
        count=lambda: context.visibility.visible(queryset).count() + (draft is not None),
    )


def _run(queryset: Any, context: Context, *, limit: int) -> list[Any]:
    if queryset.model is Page:
        return _of_every_type(queryset, context, limit=limit)
    if issubclass(queryset.model, Page):
        return context.pages(queryset, limit=limit)
    return list(with_relations(context.visibility.visible(queryset).select_related("locale"))[:limit])


def _of_every_type(queryset: Any, context: Context, *, limit: int) -> list[Page]:
    """Return pages with the fields of their types: for each type the same number of statements."""
    types = dict(context.visibility.visible(queryset).values_list("pk", "content_type_id")[:limit])
    models = models_by_key()
    found: dict[int, Page] = {}
    for key in dict.fromkeys(types.values()):
        of_type = [pk for pk, content_type in types.items() if content_type == key]
        pages = context.pages(models[key].objects.filter(pk__in=of_type), limit=limit)
        found |= {page.pk: page for page in pages}
    return [found[pk] for pk in types if pk in found]
