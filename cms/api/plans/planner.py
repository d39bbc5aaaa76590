from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F, Model, Q
from graphql import EnumValueNode, FieldNode, GraphQLSchema, get_named_type, is_abstract_type, is_object_type
from grapple.registry import registry
from wagtail.models import Page

from cms.api.global_ids import type_name
from cms.api.plans.errors import UnplannedError
from cms.api.plans.heads import read_for_head
from cms.api.plans.layout import Layout, Viewer
from cms.api.plans.needs import Ahead, Listing, needs_of
from cms.api.plans.selections import Fields, Selections
from cms.api.plans.sources import declaring, python_name, source_of
from cms.images.models import CustomImage
from cms.images.presets import ImagePreset
from publications.models import ContributionPage, DebatePage, NewsletterIssue

CONTRIBUTIONS = {(ContributionPage, "answers"), (ContributionPage, "answered_by"), (DebatePage, "contributions")}
# What is asked of each list below a page; several fields may ask for one list.
Listings = dict[Listing, list[list[FieldNode]]]


@dataclass(kw_only=True)
class Wanted:
    """What is to be looked up for all pages of an answer together, and what is asked of it."""

    links: set[str] = field(default_factory=set)
    related: list[list[FieldNode]] = field(default_factory=list)
    # What bodies lead to: pages that are shown with fields of their own, and images.
    linked: list[list[FieldNode]] = field(default_factory=list)
    images: list[list[FieldNode]] = field(default_factory=list)
    # What is asked of the contributions to a debate, and of the debate, wherever they lead to each other.
    # By the identity of the selections, as planning comes to the same ones again and ends when it finds no others.
    contributions: dict[str, list[FieldNode]] = field(default_factory=dict)
    debates: dict[str, list[FieldNode]] = field(default_factory=dict)


@dataclass(kw_only=True)
class Planner:
    """Says for a selection which columns and relations to read."""

    schema: GraphQLSchema
    selections: Selections
    seen_by: Viewer
    wanted: Wanted = field(default_factory=Wanted)

    def below(self, name: str, nodes: list[FieldNode]) -> Fields:
        """Return what is selected of a type, by the name of the field rather than by that of the answer."""
        found: dict[str, list[FieldNode]] = defaultdict(list)
        if nodes:
            for each in self.selections.of(self.schema.type_map[name], nodes).values():  # type: ignore[arg-type]  # An object type.
                found[each[0].name.value] += each
        return found

    def layout(self, model: type[Model], *selections: list[FieldNode]) -> tuple[Layout, Listings]:
        """Return how rows of a model are read for selections, and the listings below them, by method."""
        layout = Layout(model=model, seen_by=self.seen_by)
        listings: Listings = {}
        for nodes in selections:
            self._read(layout, nodes, listings)
        return layout, listings

    def alone(self, model: type[Model], *selections: list[FieldNode], also: Sequence[str] = ()) -> Layout:
        """Return how rows are read of which there may be many, so that none can have listings of its own."""
        layout, listings = self.layout(model, *selections)
        layout.need(*also)
        if listings:
            raise UnplannedError(listings)
        return layout

    def _read(self, layout: Layout, nodes: list[FieldNode], listings: Listings) -> None:
        kind = self.schema.type_map[type_name(layout.model)]
        for field_nodes in self.selections.of(kind, nodes).values():  # type: ignore[arg-type]  # An object type.
            name = field_nodes[0].name.value
            if name == "seo":
                for each in self.below("Seo", field_nodes):
                    self._read(layout, read_for_head(each), listings)
            elif name != "__typename":
                for listing in self._need(layout, python_name(kind, name), field_nodes):  # type: ignore[arg-type]  # As above.
                    listings.setdefault(listing, []).append(field_nodes)

    def _need(self, layout: Layout, name: str, nodes: list[FieldNode]) -> Iterator[Listing]:
        self._note(layout.model, name, nodes)
        if name == "translations":
            # Others read the key for themselves, and their pages' versions are not wanted.
            layout.add("key_of_versions", F("translation_key"), UUID)
        if layout.model is CustomImage and name == "rendition":
            layout.only("renditions", self._preset(nodes[0]))
        needs = needs_of(layout.model, name)
        for need in self._column(layout.model, name) if needs is None else needs:
            if isinstance(need, Listing):
                yield need
            elif isinstance(need, Ahead):
                self._ahead(layout, need, nodes)
            else:
                layout.need(need)

    def _preset(self, node: FieldNode) -> Q:
        """Return which renditions a field asks for: one, or any where a variable says which."""
        value = node.arguments[0].value
        return Q(filter_spec=ImagePreset[value.value].value) if isinstance(value, EnumValueNode) else ~Q(pk__in=[])

    def _column(self, model: type[Model], name: str) -> tuple[str, ...]:
        source = source_of(model, name)
        if source not in {each.attname for each in model._meta.concrete_fields}:
            raise UnplannedError(model.__name__, name)
        return (source,)

    def _ahead(self, layout: Layout, need: Ahead, nodes: list[FieldNode]) -> None:
        if need.below:
            nodes = self.below(self._name_below(layout.model, nodes), nodes).get(need.below, [])
            if not nodes:
                return
        for name in need.path.split("__"):
            layout = layout.child(name)
        listings: Listings = {}
        self._read(layout, nodes, listings)
        if listings:
            raise UnplannedError(need)

    def _name_below(self, model: type[Model], nodes: list[FieldNode]) -> str:
        kind: Any = self.schema.type_map[type_name(model)]
        return str(get_named_type(kind.fields[nodes[0].name.value].type).name)

    def _note(self, model: type[Model], name: str, nodes: list[FieldNode]) -> None:
        if not issubclass(model, Page):
            return
        if name in {"breadcrumbs", "translations"}:
            self.wanted.links.add(name)
        elif name == "related_pages":
            _want(self.wanted.related, nodes)
        elif name == "body":
            self._note_below(self.schema.type_map["Block"], nodes)
        elif model is NewsletterIssue and name == "sections":
            self._note_below(self.schema.type_map["NewsletterSection"], nodes)
        elif (model, name) in CONTRIBUTIONS:
            self.wanted.contributions[repr(list(map(id, nodes)))] = nodes
        elif (model, name) == (ContributionPage, "debate"):
            self.wanted.debates[repr(list(map(id, nodes)))] = nodes

    def _note_below(self, kind: Any, nodes: list[FieldNode]) -> None:
        """Note what is asked of images and pages that a body leads to."""
        for each in self.schema.get_possible_types(kind) if is_abstract_type(kind) else [kind]:
            for field_nodes in self.selections.of(each, nodes).values():
                name = field_nodes[0].name.value
                if name != "__typename":
                    self._note_target(get_named_type(each.fields[name].type), field_nodes)

    def _note_target(self, kind: Any, nodes: list[FieldNode]) -> None:
        if declaring(kind) is CustomImage:
            _want(self.wanted.images, nodes)
        elif kind.name == "PageInterface":
            _want(self.wanted.linked, nodes)
        elif is_object_type(kind) or is_abstract_type(kind):
            self._note_below(kind, nodes)


def _want(selections: list[list[FieldNode]], nodes: list[FieldNode]) -> None:
    # Who compiles goes by their number, and what is compiled again asks for nothing new.
    if nodes not in selections:
        selections.append(nodes)


def page_models() -> list[type[Page]]:
    return list(registry.pages)
