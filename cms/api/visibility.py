from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Value
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from wagtail.query import PageQuerySet


@dataclass(frozen=True, kw_only=True)
class Visibility:
    """The one rule about what readers may see. What it does not allow is not there."""

    now: datetime
    restricted_page_paths: tuple[str, ...]
    restricted_collection_paths: tuple[str, ...]

    @classmethod
    def for_public(cls, *, now: datetime) -> "Visibility":
        pages = PageViewRestriction.objects.values_list(Value("page"), "page__path")
        collections = CollectionViewRestriction.objects.values_list(Value("collection"), "collection__path")
        restricted = list(pages.union(collections, all=True))
        return cls(
            now=now,
            restricted_page_paths=tuple(path for kind, path in restricted if kind == "page"),
            restricted_collection_paths=tuple(path for kind, path in restricted if kind == "collection"),
        )

    def pages(self, queryset: PageQuerySet) -> PageQuerySet:
        """Keep pages that are live, inside their dates by the clock, and not below a restricted page."""
        visible = queryset.filter(
            Q(go_live_at__isnull=True) | Q(go_live_at__lte=self.now),
            Q(expire_at__isnull=True) | Q(expire_at__gt=self.now),
            live=True,
            depth__gt=1,
        )
        for path in self.restricted_page_paths:
            visible = visible.exclude(path__startswith=path)
        return visible

    def allows_page(self, page: Page) -> bool:
        in_time = (page.go_live_at is None or page.go_live_at <= self.now) and (
            page.expire_at is None or page.expire_at > self.now
        )
        return page.live and in_time and page.depth > 1 and not page.path.startswith(self.restricted_page_paths)

    def allows_media(self, item: AbstractImage | AbstractDocument) -> bool:
        """Keep images and files whose collection, and every collection above it, is public."""
        if not self.restricted_collection_paths:
            return True
        return not item.collection.path.startswith(self.restricted_collection_paths)
