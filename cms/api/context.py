from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Self

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone
from wagtail.blocks.stream_block import StreamValue
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet
from wagtail.rich_text import RichText

from cms import epoch
from cms.api.bodies import choices
from cms.api.paths import Paths
from cms.api.perspectives import Perspective
from cms.api.posts import Plans
from cms.api.richtext import linked_ids, resolve_links, resolve_nodes
from cms.api.state import SiteState
from cms.api.tokens import ANONYMOUS, Caller
from cms.api.trees import Node
from cms.api.visibility import Visibility
from cms.pages.models import ContentPage

PREFETCHED = ("hero_image__renditions", "hero_image__collection")


@dataclass(kw_only=True)
class Context:
    """One request's view of the content: when it is, what may be seen, and what was already looked up."""

    base_url: str
    draft: Page | None = None
    # Who asks; channels of this process ask as the public does.
    caller: Caller = ANONYMOUS
    # The language of the page being answered; what names no language of its own follows it.
    language: str = settings.LANGUAGE_CODE
    now: datetime = field(default_factory=timezone.now)
    plans: Plans = field(default_factory=Plans)
    _page_paths: dict[int, str | None] = field(default_factory=dict)
    _document_urls: dict[int, str | None] = field(default_factory=dict)
    _linked_pages: dict[int, Page | None] = field(default_factory=dict)
    # Pages whose bodies somebody may ask for; those whose bodies are made, by identity; those that bodies chose.
    _awaited: list[Page] = field(default_factory=list)
    _made: dict[int, Page] = field(default_factory=dict)
    _chosen_pages: dict[int, Page] = field(default_factory=dict)

    # What the answer shows, for caches to know when it changes: "page:12", "image:3", "list:statements".
    keys: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, context: "Context") -> Self:
        """Return a context for the same question that has not looked up anything yet, about the same state."""
        made = cls(
            base_url=context.base_url,
            draft=context.draft,
            caller=context.caller,
            language=context.language,
            now=context.now,
            keys=context.keys,
        )
        made.epoch = context.epoch
        return made

    @cached_property
    def epoch(self) -> int:
        """The state of the content that this answer is about."""
        return epoch.current()

    def forget(self) -> None:
        """Look anew at content that has changed since."""
        for name in ("epoch", "state", "visibility"):
            self.__dict__.pop(name, None)

    @cached_property
    def state(self) -> SiteState:
        return epoch.remembered(self.epoch, SiteState, SiteState.load)

    @property
    def site(self) -> Site | None:
        return self.state.site

    @property
    def homes(self) -> tuple[Page, ...]:
        """The home page of each language, whether it may be seen or not."""
        return self.state.homes

    @property
    def paths(self) -> Paths:
        return self.state.paths

    @cached_property
    def perspective(self) -> Perspective:
        """Whether drafts are shown, and which."""
        return Perspective(draft=self.draft, sees_drafts=self.caller.sees_drafts)

    @cached_property
    def visibility(self) -> Visibility:
        seen = self.perspective
        return replace(self.state.restrictions, now=self.now, previewed=seen.previewed, sees_drafts=seen.sees_drafts)

    def pages(self, queryset: PageQuerySet, *, limit: int) -> list[Page]:
        """Return visible pages of one type with what their fields need, in a constant number of queries.

        A preview sees its draft in the place of its published version.
        """
        return self.remember([self.perspective.version(page) for page in self._with_relations(queryset)[:limit]])

    def _with_relations(self, queryset: PageQuerySet) -> PageQuerySet:
        model = queryset.model
        visible = self.visibility.pages(queryset).select_related("locale", *model.selected)
        return visible.prefetch_related(*PREFETCHED, *model.prefetched)

    def prepared(self, page: Page) -> Page:
        """Look up what the fields of a page that is answered alone need. A draft holds its own relations."""
        if not self.perspective.is_version(page):
            prefetch_related_objects([page], *PREFETCHED, *page.prefetched)
        return self.remember([page])[0]

    def give_locale(self, page: Page) -> None:
        """Spare the page the query for its language, which the home page of the language knows."""
        if home := next((home for home in self.homes if home.locale_id == page.locale_id), None):
            page.locale = home.locale

    def remember(self, pages: list[Page]) -> list[Page]:
        """Take note of pages that are answered together, so that what they need is looked up for all at once."""
        self.plans.expect(pages)
        self._awaited += pages
        self.keys.update(f"page:{page.pk}" for page in pages)
        return pages

    def body(self, page: Page) -> StreamValue:
        """Return the body of a page, with all that it and the bodies beside it link to or show looked up."""
        if id(page) not in self._made:
            pages = {id(each): each for each in (*self._awaited, page)}
            self._awaited = []
            self._made |= pages
            self._make(list(pages.values()))
        return page.body

    def _make(self, pages: list[Page]) -> None:
        self._look_up([page._meta.get_field("body").value_to_string(page) for page in pages])
        chosen = choices([page.body for page in pages])
        prefetch_related_objects([each for each in chosen if isinstance(each, AbstractImage)], "renditions")
        files = [each for each in chosen if isinstance(each, AbstractImage | AbstractDocument)]
        prefetch_related_objects(files, "collection")
        self._chosen_pages |= {each.pk: each for each in chosen if isinstance(each, Page)}

    def path(self, page: Page) -> str | None:
        """Return the address of a page, or None when it cannot be read."""
        if self.draft is not None and page.pk == self.draft.pk:
            return self.paths.path_of(page.url_path)
        return self.paths.path_of(page.url_path) if self.visibility.allows_page(page) else None

    def html(self, text: RichText | str) -> str:
        source = text.source if isinstance(text, RichText) else text
        self._look_up([source])
        return resolve_links(source, page_paths=self._page_paths, document_urls=self._document_urls)

    def nodes(self, text: RichText | str) -> list[Node]:
        source = text.source if isinstance(text, RichText) else text
        self._look_up([source])
        return resolve_nodes(source, page_paths=self._page_paths, document_urls=self._document_urls)

    def image(self, image: AbstractImage | None) -> AbstractImage | None:
        return image if image is not None and self.visibility.allows_media(image) else None

    def document(self, file: AbstractDocument | None) -> AbstractDocument | None:
        return file if file is not None and self.visibility.allows_media(file) else None

    def related_page(self, page: Page | None) -> Page | None:
        """Return a page that a relation leads to as this answer shows it, or None when it cannot be read."""
        return self.perspective.version(page) if page is not None and self.path(page) is not None else None

    def breadcrumbs(self, page: Page) -> list[Page]:
        """Return the pages above one that can be read, from the home page down."""
        return list(self.visibility.pages(page.get_ancestors()).select_related("locale"))

    def translations(self, page: Page) -> list[Page]:
        """Return the page in other languages, where it can be read."""
        return list(self.visibility.pages(page.get_translations()).select_related("locale"))

    def linked_page(self, page: Page | None) -> Page | None:
        """Return a page that a body points to, with the fields of its type, or None when it cannot be read."""
        if page is None or self.path(page) is None:
            return None
        if self.draft is not None and self.draft.pk == page.pk:
            return self.draft
        self._chosen_pages[page.pk] = page
        if page.pk not in self._linked_pages:
            self._look_up_chosen()
        return self._linked_pages[page.pk]

    def linked_pages(self, keys: Collection[int]) -> dict[int, Page]:
        """Return those of the pages that can be read, each with the fields of its type."""
        chosen = Page.objects.in_bulk(keys)
        # All are noted first, so that they are looked up together.
        self._chosen_pages |= chosen
        found = ((pk, self.linked_page(page)) for pk, page in chosen.items())
        return {pk: page for pk, page in found if page is not None}

    def _look_up_chosen(self) -> None:
        by_type = defaultdict(list)
        for page in self._chosen_pages.values():
            by_type[page.cached_content_type.model_class()].append(page.pk)
        self._linked_pages |= dict.fromkeys(self._chosen_pages)
        for model, keys in by_type.items():
            if model is not None and issubclass(model, ContentPage):
                found = self._with_relations(model.objects.filter(pk__in=keys))
                self._linked_pages |= {page.pk: self.perspective.version(page) for page in found}

    def _look_up(self, sources: list[str]) -> None:
        page_ids, document_ids = linked_ids(sources)
        if pages := page_ids - self._page_paths.keys():
            visible = self.visibility.pages(Page.objects.filter(pk__in=pages)).values_list("pk", "url_path")
            self._page_paths |= dict.fromkeys(pages) | {pk: self.paths.path_of(url_path) for pk, url_path in visible}
        if documents := document_ids - self._document_urls.keys():
            found = get_document_model().objects.filter(pk__in=documents).select_related("collection")
            public = {item.pk: item.url for item in found if self.visibility.allows_media(item)}
            self._document_urls |= dict.fromkeys(documents) | public
