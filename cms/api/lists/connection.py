from functools import cache
from typing import Any

import graphene

from cms.api.limits import limit
from cms.api.lists.slices import default_page_size


class PageInfo(graphene.ObjectType):
    """Where a slice of a list lies within the whole."""

    has_next_page = graphene.Boolean(
        required=True, description="True when more follow; going backwards, when the slice ended at a cursor."
    )
    has_previous_page = graphene.Boolean(
        required=True, description="True when more come before; going forwards, when the slice began after a cursor."
    )
    start_cursor = graphene.String(description="The cursor of the first item; null when there is none.")
    end_cursor = graphene.String(description="The cursor of the last item; null when there is none.")


@cache
def connection_type(node_type: type[graphene.ObjectType | graphene.Interface]) -> type[graphene.ObjectType]:
    """Build the Relay connection and edge types of a type."""
    name = node_type._meta.name.removesuffix("Interface")
    edges = graphene.NonNull(_edge_type(node_type, name))
    attributes = {
        "__doc__": f"A slice of a list of {name}.",
        "edges": graphene.List(edges, required=True, description="The items with their cursors."),
        "nodes": graphene.List(graphene.NonNull(node_type), required=True, description="The items alone."),
        "page_info": graphene.Field(PageInfo, required=True, description="Where the slice lies."),
        "total_count": graphene.Int(
            required=True, description="How many items the whole list has; counted only when asked for."
        ),
    }
    return type(f"{name}Connection", (graphene.ObjectType,), attributes)


def _edge_type(node_type: type[graphene.ObjectType | graphene.Interface], name: str) -> type[graphene.ObjectType]:
    attributes = {
        "__doc__": f"One {name} in a list.",
        "node": graphene.Field(node_type, required=True, description="The item."),
        "cursor": graphene.String(required=True, description="The place of the item in the list."),
    }
    return type(f"{name}Edge", (graphene.ObjectType,), attributes)


def paging_arguments() -> dict[str, Any]:
    """Return the arguments of every connection."""
    size = f"at most {limit('page_size')}"
    texts = {
        "first": (graphene.Int, f"How many from the beginning, {size}; {default_page_size()} by default."),
        "after": (graphene.String, "A cursor: start behind this item."),
        "last": (graphene.Int, f"How many from the end, {size}, in the order of the list. Not together with first."),
        "before": (graphene.String, "A cursor: end before this item."),
    }
    return {name: graphene.Argument(kind, description=words) for name, (kind, words) in texts.items()}
