import re

from django.db import transaction
from wagtail.models import Locale, Page

from cms.blocks.slugs import slug_of
from cms.importing.limits import MAXIMUM_IMPORT_SOURCE, MAXIMUM_SLUG, MAXIMUM_TITLE
from cms.importing.models import ImportRecord
from cms.importing.pages import SLUG, parent_of
from cms.importing.wordpress.catalog import Catalog, Entry
from cms.pages.addresses import RESERVED_SLUGS, is_reserved_below
from cms.pages.models import ContentPage
from home.models import HomePage, StandardPage
from publications.models import StatementPage

MODELS: dict[str, type[ContentPage]] = {"post": StatementPage, "page": StandardPage}
# A number may follow.
MAXIMUM_NAME = MAXIMUM_SLUG - len("-1000000")
NOT_IN_SLUGS = re.compile(r"[^\w-]+")


class Places:
    """Gives each post a page before any text is written, so that links can lead to pages that come later."""

    def __init__(self, catalog: Catalog, *, locale: Locale) -> None:
        self.catalog = catalog
        self.locale = locale
        address = catalog.export.blog_url or catalog.export.site_url or "wordpress"
        self.source = f"{address} {locale.language_code}"[:MAXIMUM_IMPORT_SOURCE]
        records = ImportRecord.objects.filter(source=self.source)
        # Asked for once, as there may be ten thousand of each.
        self.records: dict[str, ImportRecord] = {record.key: record for record in records}
        self.pages: dict[str, int] = {key: record.page_id for key, record in self.records.items()}
        self.url_paths: dict[int, str] = dict(
            Page.objects.filter(import_record__source=self.source).values_list("pk", "url_path")
        )
        self._parents: dict[str, Page] = {}
        self._slugs: dict[int, set[str]] = {}
        self.renamed: list[tuple[Entry, str]] = []

    def prepare(self) -> None:
        """Make a draft for each post that has none, parents before children."""
        waiting = [entry for entry in self.catalog.entries.values() if entry.is_page]
        missing = [entry for entry in waiting if entry.identifier not in self.pages]
        for entry in sorted(missing, key=self._depth_and_order):
            with transaction.atomic():
                self._make(entry)

    def _make(self, entry: Entry) -> None:
        parent = self._parent(entry)
        slug = self._slug(entry, parent)
        title = entry.title[:MAXIMUM_TITLE] or f"WordPress {entry.identifier}"
        page = MODELS[entry.kind](title=title, slug=slug, locale=self.locale, live=False)
        parent.add_child(instance=page)
        self._slugs[parent.pk].add(slug)
        self.records[entry.identifier] = ImportRecord.objects.create(
            source=self.source, key=entry.identifier, page_id=page.pk
        )
        self.pages[entry.identifier] = page.pk
        self.url_paths[page.pk] = page.url_path

    def _parent(self, entry: Entry) -> Page:
        above = self.pages.get(entry.parent) if entry.kind == "page" and self._above(entry) else None
        if above is not None:
            return Page.objects.get(pk=above)
        if entry.kind not in self._parents:
            kind = "statement" if entry.kind == "post" else "standard"
            self._parents[entry.kind] = parent_of(kind, locale=self.locale)
        return self._parents[entry.kind]

    def _above(self, entry: Entry) -> Entry | None:
        found = self.catalog.entries.get(entry.parent)
        return found if found and found.kind == "page" and found.is_page else None

    def _depth_and_order(self, entry: Entry) -> tuple[int, int]:
        depth, seen = 0, {entry.identifier}
        above = self._above(entry) if entry.kind == "page" else None
        while above and above.identifier not in seen:
            seen.add(above.identifier)
            depth += 1
            above = self._above(above)
        return depth, entry.order

    def _slug(self, entry: Entry, parent: Page) -> str:
        wanted = NOT_IN_SLUGS.sub("-", entry.name).strip("-") or slug_of(entry.title)
        wanted = wanted[:MAXIMUM_NAME].strip("-") or f"wordpress-{entry.identifier}"
        slug, number = wanted, 1
        is_top = isinstance(parent.specific_deferred, HomePage)
        while self._is_taken(slug, parent) or (
            is_top and (slug.casefold() in RESERVED_SLUGS or is_reserved_below(parent, slug))
        ):
            number += 1
            slug = f"{wanted}-{number}"
        if entry.name and slug != entry.name and SLUG.fullmatch(slug):
            self.renamed.append((entry, slug))
        return slug

    def _is_taken(self, slug: str, parent: Page) -> bool:
        if parent.pk not in self._slugs:
            self._slugs[parent.pk] = set(Page.objects.child_of(parent).values_list("slug", flat=True))
        return slug in self._slugs[parent.pk]
