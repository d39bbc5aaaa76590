from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex


@dataclass(kw_only=True)
class Perspective:
    """What an answer shows besides what is published.

    A preview shows its draft, and what that leads to in whatever state it is: the pages it points to, those above it
    and its versions in other languages. Somebody who may read all drafts sees every page as it was last saved. Neither
    opens what is closed to the public: pages and collections that ask for a login, a password or a group.
    """

    draft: Page | None = None
    sees_drafts: bool = False
    _versions: dict[int, Page] = field(default_factory=dict)

    @property
    def is_published(self) -> bool:
        return self.draft is None and not self.sees_drafts

    @cached_property
    def previewed(self) -> frozenset[int]:
        """The pages that are shown in whatever state they are because the draft leads to them."""
        return frozenset(_led_to(self.draft)) if self.draft is not None else frozenset()

    def version(self, page: Page) -> Page:
        """Return a page as this answer shows it: the draft, the last one that was saved, or what was published."""
        if self.is_published:
            return page
        if self.draft is not None and page.pk == self.draft.pk:
            return self.draft
        if not self._is_ahead(page):
            return page
        if page.pk not in self._versions:
            latest: Page = page.get_latest_revision_as_object()
            latest.locale = page.locale
            self._versions[page.pk] = latest
        return self._versions[page.pk]

    def is_version(self, page: Page) -> bool:
        """Return whether a page is a draft, which brings its own relations along."""
        return page is self.draft or self._versions.get(page.pk or 0) is page

    def _is_ahead(self, page: Page) -> bool:
        """Return whether there is a later draft, and it is shown: to some of every page, else where nothing is live."""
        return page.has_unpublished_changes and (self.sees_drafts or not page.live)


def _led_to(draft: Page) -> set[int]:
    related = set(draft.get_translations().values_list("pk", flat=True)) if draft.translation_key else set()
    above = set(draft.get_ancestors().values_list("pk", flat=True)) if draft.path else set()
    return related | above | _pointed_to(draft)


def _pointed_to(draft: Page) -> set[int]:
    """Return the pages that a draft names anywhere: in fields, relations, blocks and rich text."""
    pages = ContentType.objects.get_for_model(Page).pk
    # Wagtail's index holds what was saved; this is how it finds that in an object, saved or not.
    found = ReferenceIndex._extract_references_from_object(draft)  # noqa: SLF001  There is no other way to it.
    return {int(key) for content_type, key, *_paths in found if content_type == pages}
