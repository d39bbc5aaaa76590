from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Self

from django.db.models import DateTimeField
from graphql import FieldNode, GraphQLError, GraphQLObjectType, GraphQLSchema
from wagtail.models import Page

from cms.api.global_ids import type_name
from cms.api.lists.collections import Collection
from cms.api.lists.declared import COLLECTIONS
from cms.api.plans.answers import Planned
from cms.api.plans.bound import SQL, Bound, Parts
from cms.api.plans.errors import ContentChangedError, UnplannedError
from cms.api.plans.every_type import PagesRoot
from cms.api.plans.foresight import Foreseen, Foresight, Keys, Run
from cms.api.plans.layout import Seen, Viewer
from cms.api.plans.nodes import NodesRoot
from cms.api.plans.planner import Planner
from cms.api.plans.references import References
from cms.api.plans.roots import ListRoot, Result, Steps
from cms.api.plans.route import RouteRoot
from cms.api.plans.search import SearchRoot
from cms.api.plans.selections import Fields, Selections
from cms.api.plans.sources import python_name
from cms.api.plans.statements import run
from cms.api.state import SiteState
from cms.database import database
from cms.epoch.number import CURRENT

Root = ListRoot | RouteRoot | SearchRoot | NodesRoot
# Returns the arguments of a field.
Sent = Callable[[], dict[str, Any]]
EPOCH = {vendor: SQL(text=f"({query})") for vendor, query in CURRENT.items()}
LISTS: Mapping[str, Collection] = {collection.name: collection for collection in COLLECTIONS}
OTHERS = {"route", "search", "node", "nodes"}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The statements that a query takes, as somebody who may see this much asks for it."""

    roots: Mapping[str, Root]
    references: References
    foresight: Foresight = field(default_factory=Foresight)

    @classmethod
    def of(cls, fields: Fields, *, schema: GraphQLSchema, selections: Selections, state: SiteState) -> Self:
        # Whatever takes the moment passes it on to the database.
        now: Any = Bound("now", DateTimeField())
        visibility = replace(state.restrictions, now=now)
        seen_by = Viewer(visibility=visibility, locales=state.locales)
        planner = Planner(schema=schema, selections=selections, seen_by=seen_by)
        found = {key: _root(nodes, planner) for key, nodes in fields.items()}
        return cls(roots={key: root for key, root in found.items() if root}, references=References(planner))

    def results(self, context: Planned, sent: Mapping[str, Sent], variables: Mapping[str, Any]) -> dict[str, Result]:
        """Read what the root fields ask for, and what that leads to. Raises ContentChangedError.

        Those that only their ordinary resolvers can answer are left out.
        """
        run_part = partial(_run, epoch=context.epoch)
        known = self.foresight.of(variables)
        foreseen = self.references.foreseen(known, context) if known else None
        seen = Seen()
        steps = {key: _steps(root, context, sent[key], seen) for key, root in self.roots.items()}
        results = _together(steps, foreseen.beside(run_part) if foreseen else run_part)
        asked = self._follow(seen, context, run_part, foreseen)
        if asked != (known or {}):
            self.foresight.note(variables, asked)
        return results

    def _follow(self, seen: Seen, context: Planned, run_part: Run, foreseen: Foreseen | None) -> Keys:
        """Look up what was seen leads to, and what that leads to; return by which keys the first was looked up."""
        first: Keys = {}
        context.keys |= seen.keys
        while seen.pages or seen.streams:
            seen, asked = self.references.look_up(seen, context, run_part, foreseen)
            context.keys |= seen.keys
            first, foreseen = first or asked, None
        return first


def is_read(name: str, query: GraphQLObjectType) -> bool:
    return name in OTHERS or (name in query.fields and python_name(query, name) in LISTS)


def _root(nodes: list[FieldNode], planner: Planner) -> Root | None:
    """Return how a root field is read; None for those that are resolved from what is remembered of the site."""
    name, query = nodes[0].name.value, planner.schema.query_type
    if name == "route":
        pages = planner.below("PageRoute", nodes).get("page", [])
        return RouteRoot(planner=planner, selections=[pages])
    if name == "search":
        return SearchRoot.of(nodes, planner)
    if name in {"node", "nodes"}:
        return NodesRoot(planner=planner, nodes=nodes, is_single=name == "node")
    collection = None if name.startswith("__") else LISTS.get(python_name(query, name))  # type: ignore[arg-type]
    return _list(collection, nodes, planner) if collection else None


def _list(collection: Collection, nodes: list[FieldNode], planner: Planner) -> ListRoot:
    name = type_name(collection.model())
    below = planner.below(f"{name}Connection", nodes)
    items = [below.get("nodes"), planner.below(f"{name}Edge", below.get("edges", [])).get("node")]
    kind = PagesRoot if collection.model() is Page else ListRoot
    return kind(
        collection=collection,
        planner=planner,
        selections=[each for each in items if each],
        counts="totalCount" in below,
        looks_ahead="pageInfo" in below,
    )


def _steps(root: Root, context: Planned, sent: Sent, seen: Seen) -> Steps:
    # What is wrong with the arguments of one root field is no business of the others.
    return (yield from root.steps(context, sent(), seen))


def _together(steps: Mapping[str, Steps], run_parts: Run) -> dict[str, Result]:
    """Run the steps of all root fields side by side: what they ask for at the same time is one statement."""
    results: dict[str, Result] = {}
    waiting: dict[str, Parts] = {}
    answers: dict[str, list[Any] | None] = dict.fromkeys(steps)
    while answers:
        for key, answer in answers.items():
            try:
                waiting[key] = steps[key].send(answer)  # type: ignore[arg-type]  # The first answer is None.
            except StopIteration as end:
                results[key] = end.value
            except (UnplannedError, GraphQLError):
                # Its ordinary resolver answers it, or says what is wrong with it.
                continue
        found = iter(run_parts([part for parts in waiting.values() for part in parts]))
        answers = {key: [next(found) for _part in parts] for key, parts in waiting.items()}
        waiting = {}
    return results


def _run(parts: Parts, *, epoch: int) -> list[Any]:
    """Run parts as one statement, which tells the epoch of all that it read."""
    if not parts:
        return []
    number, *answers = run([(EPOCH[database().vendor], {}), *parts])
    if number != epoch:
        raise ContentChangedError
    return answers
