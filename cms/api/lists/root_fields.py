from collections.abc import Callable
from dataclasses import replace
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
from cms.api.lists.inputs import where_type
from cms.api.lists.order import order_enum
from cms.api.lists.slices import Slice, Window
from cms.api.locales import Locale
from cms.api.pages import PageInterface
from cms.api.search.page_types import models_by_key
from cms.api.snippets import with_relations
from cms.api.visibility import Visibility

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
    queryset = collection.queryset(arguments, context.visibility)
    opens = window.after is None and not window.is_backwards and not collection.is_narrowed(arguments)
    found = _run(window.apply(queryset, order), context, limit=window.size + 1, opens_with_draft=opens)
    mark(found, asked=asked)
    context.keys.add(f"list:{collection.name}")
    return Slice(
        nodes=window.cut(found),
        name=collection.name,
        order=order,
        has_next_page=window.has_next(found),
        has_previous_page=window.has_previous(found),
        count=_visible(queryset, context).count,
    )


def _visible(queryset: Any, context: Context) -> Any:
    if queryset.model is Page:
        return _with_draft(context).pages(queryset)
    visibility = context.visibility
    return visibility.pages(queryset) if issubclass(queryset.model, Page) else visibility.snippets(queryset)


def _with_draft(context: Context) -> Visibility:
    """In a preview, its page is in the list of all pages whether it was ever published or not."""
    visibility, draft = context.visibility, context.draft
    if draft is None or draft.pk is None:
        return visibility
    return replace(visibility, previewed=visibility.previewed | {draft.pk})


def _run(queryset: Any, context: Context, *, limit: int, opens_with_draft: bool) -> list[Any]:
    if queryset.model is Page:
        return _of_every_type(queryset, context, limit=limit)
    if issubclass(queryset.model, Page):
        return context.pages(queryset, limit=limit, opens_with_draft=opens_with_draft)
    return list(with_relations(_visible(queryset, context).select_related("locale"))[:limit])


def _of_every_type(queryset: Any, context: Context, *, limit: int) -> list[Page]:
    """Return pages with the fields of their types: for each type the same number of statements."""
    types = dict(_visible(queryset, context).values_list("pk", "content_type_id")[:limit])
    models = models_by_key()
    found: dict[int, Page] = {}
    for key in dict.fromkeys(types.values()):
        of_type = [pk for pk, content_type in types.items() if content_type == key]
        pages = context.pages(models[key].objects.filter(pk__in=of_type), limit=limit)
        found |= {page.pk: page for page in pages}
    draft = context.draft
    if draft is not None and draft.pk in types:
        found[draft.pk] = context.prepared(draft)
    return [found[pk] for pk in types if pk in found]
