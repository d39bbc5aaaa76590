from collections.abc import Iterable

from django.db import transaction
from django.db.models import prefetch_related_objects
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from cms.pages.models import ContentPage
from cms.search.indexes.current import current_index
from cms.search.indexes.entries import Entry
from cms.search.models import Document
from cms.search.texts import document

FIELDS = ["language", "title", "summary", "body"]
PAGES_AT_ONCE = 200


@transaction.atomic
def write(pages: Iterable[ContentPage]) -> int:
    """Put what the pages say into the index; return how many they are.

    Pages that are closed to the public are left out. Nobody finds them, and how common a word is among all texts of an
    index has a part in how well a page matches: what they say would show in the scores of others.
    """
    closed = closed_paths()
    documents = [document(page) for page in pages if not page.path.startswith(closed)]
    Document.objects.bulk_create(documents, update_conflicts=True, unique_fields=["page"], update_fields=FIELDS)
    current_index().write(Entry.of(each) for each in documents)
    return len(documents)


@transaction.atomic
def write_missing(pages: PageQuerySet) -> int:
    """Put those of the pages into the index that are published and not in it yet; return how many they are."""
    missing = pages.live().type(ContentPage).exclude(pk__in=Document.objects.values("pk"))
    keys = list(missing.order_by("pk").values_list("pk", flat=True))
    portions = (keys[start : start + PAGES_AT_ONCE] for start in range(0, len(keys), PAGES_AT_ONCE))
    return sum(write(_specific(portion)) for portion in portions)


def forget(page: Page) -> None:
    Document.objects.filter(pk=page.pk).delete()


def forget_branch(page: Page) -> None:
    Document.objects.filter(page__path__startswith=page.path).delete()


def closed_paths() -> tuple[str, ...]:
    """Return the paths of the pages that are for those alone who log in or know a password, with all below them."""
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))


def _specific(keys: Iterable[int]) -> list[ContentPage]:
    pages = list(Page.objects.filter(pk__in=keys).specific())
    prefetch_related_objects(pages, "locale")
    return pages
