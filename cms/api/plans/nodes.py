from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode
from wagtail.images.models import AbstractImage

from cms.api.global_ids import GlobalID
from cms.api.nodes import node_models
from cms.api.plans.answers import Planned
from cms.api.plans.bound import BoundSet
from cms.api.plans.layout import Layout, Seen
from cms.api.plans.lookups import Lookup
from cms.api.plans.planner import Planner
from cms.api.plans.roots import Result, Steps
from cms.api.refetching import parsed_ids


@dataclass(kw_only=True)
class NodesRoot:
    """Objects of any type by their ids: each type has a look-up of its own, and all are one statement."""

    planner: Planner
    nodes: list[FieldNode]
    # Whether one object is asked for, or several.
    is_single: bool
    _lookups: dict[str, Lookup] = field(default_factory=dict)

    def steps(self, context: Planned, sent: Mapping[str, Any], read: Seen) -> Steps:
        wanted = parsed_ids([sent["id"]] if self.is_single else sent["ids"])
        keys: dict[str, set[int]] = {}
        for each in wanted:
            if each.type_name in node_models():
                keys.setdefault(each.type_name, set()).add(each.key)
        lookups = [self._lookup(name) for name in sorted(keys)]
        answers = yield [
            (lookup.sql, {"keys": keys[name], "now": context.now})
            for name, lookup in zip(sorted(keys), lookups, strict=True)
        ]
        rows = (lookup.rows(answer, read) for lookup, answer in zip(lookups, answers, strict=True))
        found = {GlobalID.of(item): item for items in rows for item in items if _is_seen(item, context)}
        items = [found.get(each) for each in wanted]
        return Result(value=items[0] if self.is_single else items)

    def _lookup(self, name: str) -> Lookup:
        if name not in self._lookups:
            self._lookups[name] = self._compile(node_models()[name])
        return self._lookups[name]

    def _compile(self, model: Any) -> Lookup:
        layout = self.planner.alone(model, self.nodes)
        if issubclass(model, AbstractImage):
            _need_collection(layout)
            found = model.objects.all()
        else:
            found = self.planner.seen_by.visibility.all(model)
        return Lookup.of(layout, found.filter(id__one_of=BoundSet("keys")))


def _need_collection(layout: Layout) -> None:
    """Read what says whether an image may be seen, where not all may."""
    if layout.seen_by.visibility.restricted_collection_paths:
        layout.need("collection__path")


def _is_seen(item: Any, context: Planned) -> bool:
    return not issubclass(item.model, AbstractImage) or context.visibility.allows_media(item)
