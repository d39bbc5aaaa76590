from typing import Literal

from django.conf import settings

LimitName = Literal[
    "bytes",
    "tokens",
    "token_length",
    "nesting",
    "depth",
    "written_fields",
    "fields",
    "aliases",
    "root_fields",
    "fragments",
    "spreads",
    "operations",
    "values",
    "text",
    "directives",
    "merges",
    "cost",
    "page_size",
    "variables_bytes",
    "variables_depth",
    "variables_items",
    "seconds",
]


def limit(name: LimitName) -> int:
    """Return what settings.GRAPHQL_LIMITS allows of something."""
    value: int = settings.GRAPHQL_LIMITS[name]
    return value
