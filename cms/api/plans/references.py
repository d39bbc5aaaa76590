from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import orjson
from django.db.models import CharField, Model, UUIDField
from graphql import FieldNode
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.api.plans.answers import Planned
from cms.api.plans.bound import BoundSet
from cms.api.plans.errors import UnplannedError
from cms.api.plans.foresight import Foreseen, Keys, Run
from cms.api.plans.layout import Layout, Seen
from cms.api.plans.lookups import Lookup
from cms.api.plans.planner import Planner, page_models
from cms.api.plans.records import Record
from cms.api.plans.values import Reference
from cms.api.richtext import linked_ids
from cms.blocks.links import LinkedPageBlock
from cms.images.models import CustomImage
from publications.models.issue_contents import frozen_parts

# What it takes to link to a page, and to say whether it can be read at all.
LINK = ("id", "title", "url_path", "locale_id", "translation_key")
# Of these look-ups, what was found is shown with fields of its own.
SHOWN = {"images", "linked", "related"}
SIGHT = ("live", "go_live_at", "expire_at", "path", "depth")


class References:
    """Looks up what all pages of an answer lead to, in one statement."""

    def __init__(self, planner: Planner) -> None:
        self.planner, self.wanted = planner, planner.wanted
        # How many selections each look-up was compiled for.
        self._compiled_for: dict[str, int] = {}

    @cached_property
    def _link_layout(self) -> Layout:
        layout = Layout(model=Page, seen_by=self.planner.seen_by)
        layout.need(*LINK, *SIGHT)
        return layout

    @cached_property
    def _pages(self) -> Lookup:
        return Lookup.of(self._link_layout, Page.objects.filter(id__one_of=BoundSet("pages")))

    @cached_property
    def _above(self) -> Lookup:
        paths = BoundSet("above", CharField())
        return Lookup.of(self._link_layout, Page.objects.filter(path__one_of=paths))

    @cached_property
    def _versions(self) -> Lookup:
        keys = BoundSet("versions", UUIDField())
        return Lookup.of(self._link_layout, Page.objects.filter(translation_key__one_of=keys).order_by("path"))

    @cached_property
    def _images(self) -> Lookup:
        layout = self.planner.alone(CustomImage, *self.wanted.images)
        if self.planner.seen_by.visibility.restricted_collection_paths:
            layout.need("collection__path")
        return Lookup.of(layout, CustomImage.objects.filter(id__one_of=BoundSet("images")))

    @cached_property
    def _documents(self) -> Lookup:
        model = get_document_model()
        layout = Layout(model=model, seen_by=self.planner.seen_by)
        layout.need("id", "title", "file", "file_size")
        if self.planner.seen_by.visibility.restricted_collection_paths:
            layout.need("collection__path")
        return Lookup.of(layout, model.objects.filter(id__one_of=BoundSet("documents")))

    @cached_property
    def _linked(self) -> list[Lookup]:
        return self._specific(self.wanted.linked, id__one_of=BoundSet("linked"))

    @cached_property
    def _related(self) -> list[Lookup]:
        chosen = Page.objects.filter(id__one_of=BoundSet("related")).values("translation_key")
        return self._specific(self.wanted.related, translation_key__in=chosen)

    def _specific(self, selections: list[list[FieldNode]], **condition: Any) -> list[Lookup]:
        """Return a look-up for each type of page, since what is asked for differs from type to type."""
        visible = self.planner.seen_by.visibility.pages
        return [
            Lookup.of(
                self.planner.alone(model, *selections, also=("translation_key", "locale_id")),
                visible(model.objects.filter(**condition)),
            )
            for model in page_models()
        ]

    def look_up(self, seen: Seen, context: Planned, run: Run, foreseen: Foreseen | None = None) -> tuple[Seen, Keys]:
        """Look up what was seen leads to, and return what was seen of that, and by which keys it was looked up."""
        asked = self._asked(seen)
        if not any(asked.values()):
            context.plans.know(posts_of(seen), related_of(seen, []))
            return Seen(), asked
        lookups = self._needed(asked)
        if foreseen is not None and foreseen.holds(asked, lookups):
            answers = foreseen.answers
        else:
            values = {**asked, "now": context.now}
            answers = run([(lookup.sql, values) for _name, lookup in lookups])
        beyond, found = Seen(), defaultdict[str, list[Any]](list)
        for (name, lookup), answer in zip(lookups, answers, strict=True):
            found[name] += lookup.rows(answer, beyond if name in SHOWN else Seen())
        self._tell(context, seen, asked, found)
        return beyond, asked

    def foreseen(self, asked: Keys, context: Planned) -> Foreseen:
        """Return what looks this up before it is known that it has to be."""
        return Foreseen(keys=asked, lookups=self._needed(asked), values={**asked, "now": context.now})

    def _needed(self, asked: Keys) -> list[tuple[str, Lookup]]:
        return [(name, lookup) for name in asked if asked[name] for lookup in self._lookups(name)]

    def _lookups(self, name: str) -> list[Lookup]:
        selections, attribute = getattr(self.wanted, name, ()), f"_{name}"
        # A type of page may be read for the first time long after another, and want more of what both lead to.
        while self._compiled_for.get(name) != len(selections):
            self._compiled_for[name] = len(selections)
            self.__dict__.pop(attribute, None)
            getattr(self, attribute)
        found = getattr(self, attribute)
        return found if isinstance(found, list) else [found]

    def _asked(self, seen: Seen) -> Keys:
        chosen, linked = chosen_in(seen)
        linked |= held_in(seen)
        pages, documents = links_in(seen)
        wanted = self.wanted
        return {
            "pages": pages | chosen[Page],
            "documents": documents | chosen[get_document_model()],
            "images": chosen[CustomImage] if wanted.images else set(),
            "linked": linked if wanted.linked else set(),
            "above": paths_above(seen.pages) if "breadcrumbs" in wanted.links else set(),
            "versions": {page.key_of_versions for page in seen.pages if "key_of_versions" in page.__dict__}
            if "translations" in wanted.links
            else set(),
            "related": {link.related_page_id for page in seen.pages for link in page.__dict__.get("related_links", ())},
        }

    def _tell(self, context: Planned, seen: Seen, asked: Keys, found: dict[str, list[Any]]) -> None:
        pages = {page.pk: page for page in found["pages"]}
        files = {file.pk: file for file in found["documents"]}
        public = {pk: file.url for pk, file in files.items() if context.visibility.allows_media(file)}
        context.chosen |= {Reference(Page, pk): page for pk, page in pages.items()}
        context.chosen |= {Reference(get_document_model(), pk): file for pk, file in files.items()}
        context.chosen |= {Reference(CustomImage, image.pk): image for image in found["images"]}
        context.knows(
            page_paths=dict.fromkeys(asked["pages"]) | {pk: context.path(page) for pk, page in pages.items()},
            document_urls=dict.fromkeys(asked["documents"]) | public,
            linked=dict.fromkeys(asked["linked"]) | {page.pk: page for page in found["linked"]},
        )
        context.above |= {page.path: page for page in found["above"]}
        for page in found["versions"]:
            context.versions.setdefault(page.translation_key, []).append(page)
        context.plans.know(posts_of(seen), related_of(seen, found["related"]))


def posts_of(seen: Seen) -> dict[int, Any]:
    return {page.pk: page.posts for page in seen.pages if "posts" in page.__dict__}


def related_of(seen: Seen, found: list[Any]) -> dict[int, list[Any]]:
    """Return for each page those that editors lead to from it, in its language where they exist in it."""
    by_id = {page.pk: page for page in found}
    by_language = {(page.translation_key, page.locale_id): page for page in found}
    pages = [page for page in seen.pages if "related_links" in page.__dict__]
    chosen = {page.pk: [by_id.get(link.related_page_id) for link in page.related_links] for page in pages}
    return {
        page.pk: [by_language.get((each.translation_key, page.locale_id), each) for each in chosen[page.pk] if each]
        for page in pages
    }


def chosen_in(seen: Seen) -> tuple[defaultdict[type[Model], set[int]], set[int]]:
    """Return the ids of what editors chose for the blocks of all streams, by model; and of pages to be shown whole."""
    chosen: defaultdict[type[Model], set[int]] = defaultdict(set)
    linked = set()
    for stream in seen.streams:
        for part in stream:
            for reference in part.references:
                chosen[reference.kind].add(reference.pk)
                if isinstance(part.block, LinkedPageBlock):
                    linked.add(reference.pk)
    return chosen, linked


def held_in(seen: Seen) -> set[int]:
    """Return the ids of the pages that issues of the newsletter hold."""
    issues: list[Any] = [page for page in seen.pages if "frozen_sections" in page.__dict__]
    if not all(issue.is_frozen for issue in issues):
        # Its rules choose anew each time it is read.
        raise UnplannedError(issues)
    return {entry.key for issue in issues for part in frozen_parts(issue) for entry in part.entries}


def links_in(seen: Seen) -> tuple[set[int], set[int]]:
    """Return the ids of the pages and of the files that rich text links to."""
    return linked_ids(orjson.dumps(stream.raw).decode() for stream in seen.streams)


def paths_above(pages: Iterable[Record]) -> set[str]:
    step = Page.steplen
    return {page.path[:end] for page in pages if "depth" in page.__dict__ for end in range(step, len(page.path), step)}
