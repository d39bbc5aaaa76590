from collections.abc import Iterable

from django.db import transaction
from wagtail.models import Page

from cms.pages.models import ContentPage
from cms.search.indexes.current import current_index
from cms.search.indexes.entries import Entry
from cms.search.models import Document
from cms.search.texts import document

FIELDS = ["language", "title", "summary", "body"]


@transaction.atomic
def write(pages: Iterable[ContentPage]) -> int:
    """Put what the pages say into the index; return how many they are."""
    documents = [document(page) for page in pages]
    Document.objects.bulk_create(documents, update_conflicts=True, unique_fields=["page"], update_fields=FIELDS)
    current_index().write(Entry.of(each) for each in documents)
    return len(documents)


def forget(page: Page) -> None:
    Document.objects.filter(pk=page.pk).delete()
