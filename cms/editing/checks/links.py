from collections.abc import Iterator, Mapping

from django.utils import timezone
from django.utils.translation import gettext
from wagtail.blocks import PageChooserBlock, RichTextBlock
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.api.richtext import linked_document_ids, linked_page_ids
from cms.api.visibility import Visibility
from cms.editing.checks.content import leaves
from cms.editing.checks.findings import Finding, error, warning
from cms.pages.models import ContentPage


def links(page: ContentPage) -> Iterator[Finding]:
    """Find links to what readers cannot open: deleted, not published yet, or private."""
    page_places, document_places = _linked(page)
    yield from _pages(page_places)
    yield from _documents(document_places)


def _linked(page: ContentPage) -> tuple[dict[int, str], dict[int, str]]:
    """Return the ids of linked pages and files with where in the form they are linked first."""
    pages: dict[int, str] = {}
    documents: dict[int, str] = {}
    for leaf in leaves(page, kind=RichTextBlock):
        sources = [leaf.value.source]
        pages = dict.fromkeys(linked_page_ids(sources), leaf.anchor) | pages
        documents = dict.fromkeys(linked_document_ids(sources), leaf.anchor) | documents
    for leaf in leaves(page, kind=PageChooserBlock):
        pages.setdefault(leaf.value.pk, leaf.anchor)
    return pages, documents


def _pages(places: Mapping[int, str]) -> Iterator[Finding]:
    targets = {target.pk: target for target in Page.objects.filter(pk__in=places)}
    visible = Visibility.for_public(now=timezone.now())
    for pk, anchor in places.items():
        target = targets.get(pk)
        if target is None:
            yield error(gettext("A link leads to a page that was deleted. Choose another one."), anchor=anchor)
        elif not visible.allows_page(target):
            message = gettext("A link leads to “%(title)s”, which readers cannot open yet.")
            yield warning(message % {"title": target.get_admin_display_title()}, anchor=anchor)


def _documents(places: Mapping[int, str]) -> Iterator[Finding]:
    known = {item.pk: item for item in get_document_model().objects.filter(pk__in=places).select_related("collection")}
    visible = Visibility.for_public(now=timezone.now())
    for pk, anchor in places.items():
        if pk not in known:
            yield error(gettext("A link leads to a file that was deleted. Choose another one."), anchor=anchor)
        elif not visible.allows_media(known[pk]):
            message = gettext("A link leads to the file “%(title)s”, which is private.")
            yield warning(message % {"title": known[pk].title}, anchor=anchor)
