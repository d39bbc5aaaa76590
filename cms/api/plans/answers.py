from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from cms.api.context import Context
from cms.api.plans.records import Record
from cms.api.plans.streams import Stream
from cms.api.plans.values import Reference


@dataclass(kw_only=True)
class Planned(Context):
    """The context of an answer whose content has been read already: it looks up what is left to be looked up here."""

    # What bodies chose.
    chosen: dict[Reference, Any] = field(default_factory=dict)
    # Pages above others, by path; and all versions of a page, by translation key.
    above: dict[str, Record] = field(default_factory=dict)
    versions: dict[Any, list[Record]] = field(default_factory=dict)

    def path(self, page: Any) -> str | None:
        # Of all pages that are read but those that bodies merely point to, only what can be seen is read.
        if isinstance(page, Record) and page.model is not Page:
            return self.paths.path_of(page.url_path)
        return super().path(page)

    def body(self, page: Any) -> Any:
        if not isinstance(page, Record):
            return super().body(page)
        stream: Stream = page.body
        return [part.filled(self.chosen.get) for part in stream]

    def linked_page(self, page: Any) -> Any:
        if page is None or self.path(page) is None:
            return None
        if not isinstance(page, Record):
            return super().linked_page(page)
        return self._linked_pages.get(page.pk)

    def linked_pages(self, keys: Collection[int]) -> dict[int, Any]:
        if not set(keys) <= self._linked_pages.keys():
            return super().linked_pages(keys)
        return {pk: page for pk in keys if (page := self._linked_pages[pk]) is not None}

    def breadcrumbs(self, page: Any) -> list[Any]:
        step = Page.steplen
        found = (self.above.get(page.path[:end]) for end in range(step, len(page.path), step))
        return [each for each in found if each is not None]

    def translations(self, page: Any) -> list[Any]:
        return [each for each in self.versions.get(page.translation_key, ()) if each.pk != page.pk]

    def knows(
        self,
        *,
        page_paths: Mapping[int, str | None],
        document_urls: Mapping[int, str | None],
        linked: Mapping[int, Any],
    ) -> None:
        """Take over what was looked up, so that nothing looks it up again."""
        self._page_paths |= page_paths
        self._document_urls |= document_urls
        self._linked_pages |= linked
