from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Value
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import CollectionViewRestriction, DraftStateMixin, Page, PageViewRestriction
from wagtail.query import PageQuerySet


@dataclass(frozen=True, kw_only=True)
class Visibility:
    """The one rule about what readers may see. What it does not allow is not there."""

    now: datetime
    restricted_page_paths: tuple[str, ...]
    restricted_collection_paths: tuple[str, ...]
    # Pages that a preview shows whether they are published or not, and whether all are shown that way.
    previewed: frozenset[int] = frozenset()
    sees_drafts: bool = False

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
        visible = queryset.filter(self._published(), depth__gt=1)
        for path in self.restricted_page_paths:
            visible = visible.exclude(path__startswith=path)
        return visible

    def snippets(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Leave out snippets that only exist as a draft."""
        return queryset.filter(live=True) if issubclass(queryset.model, DraftStateMixin) else queryset

    def visible(self, queryset: Any) -> QuerySet[Any]:
        """Keep what readers may see of pages or of snippets, whichever they are."""
        return self.pages(queryset) if issubclass(queryset.model, Page) else self.snippets(queryset)

    def all(self, model: Any) -> QuerySet[Any]:
        """Return what readers may see of a type of pages or snippets, unordered."""
        return self.visible(model._meta.default_manager.order_by())

    def allows_page(self, page: Page) -> bool:
        in_time = (page.go_live_at is None or page.go_live_at <= self.now) and (
            page.expire_at is None or page.expire_at > self.now
        )
        is_shown = (page.live and in_time) or self.sees_drafts or page.pk in self.previewed
        return is_shown and page.depth > 1 and not page.path.startswith(self.restricted_page_paths)

    def _published(self) -> Q:
        """Return the condition on the state of pages, apart from what is closed to the public."""
        if self.sees_drafts:
            return Q()
        published = Q(
            Q(go_live_at__isnull=True) | Q(go_live_at__lte=self.now),
            Q(expire_at__isnull=True) | Q(expire_at__gt=self.now),
            live=True,
        )
        return published | Q(pk__in=self.previewed) if self.previewed else published

    def allows_media(self, item: AbstractImage | AbstractDocument) -> bool:
        """Keep images and files whose collection, and every collection above it, is public."""
        if not self.restricted_collection_paths:
            return True
        return not item.collection.path.startswith(self.restricted_collection_paths)
