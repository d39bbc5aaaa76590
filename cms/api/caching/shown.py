from collections.abc import Callable
from typing import Any

from django.db.models import Model
from graphql import GraphQLResolveInfo, MiddlewareManager

from cms.api.caching.keys import key_kind


def note_shown(resolve: Callable[..., Any], item: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
    """Note of what a field is shown, for caches to know when the answer changes. Plans note it as they read."""
    if isinstance(item, Model) and item.pk is not None and (kind := key_kind(type(item))):
        info.context.keys.add(f"{kind}:{item.pk}")
    return resolve(item, info, **arguments)


# It remembers what it has wrapped.
NOTING = MiddlewareManager(note_shown)
