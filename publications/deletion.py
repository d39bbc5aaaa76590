from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.documents import get_document_model
from wagtail.documents.views import documents
from wagtail.models import Page, ReferenceIndex

from publications.models import Organisation, Person

# Whoever is deleted vanishes from the pages that name them, and nobody would notice: the database lets it happen,
# because a draft that names them must still open.
GUARDED = (Organisation, Person, get_document_model())
MAXIMUM_NAMED = 5


class DocumentDeleteView(documents.DeleteView):
    """Takes the place of Wagtail's view, which asks no hook."""

    def run_before_hook(self) -> HttpResponse | None:
        return refuse_deletion(self.request, [self.object])


def refuse_deletion(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    """Return to the list with the reason when a page uses one of the instances; None when all may go."""
    refused = False
    for instance in instances:
        if isinstance(instance, GUARDED) and (pages := using_pages(instance)):
            messages.error(request, _reason(instance, pages=pages, user=request.user))
            refused = True
    return redirect(_list_of(type(instance))) if refused else None


def using_pages(instance: Model) -> list[Page]:
    """Return the pages that use something as they were saved last; what drafts of published pages add is not known."""
    sources = (source for source, _references in ReferenceIndex.get_grouped_references_to(instance))
    return [source for source in sources if isinstance(source, Page)]


def _reason(instance: Model, *, pages: list[Page], user: Any) -> str:
    finder = AdminURLFinder(user)
    # Titles of pages that somebody may not edit are none of their business.
    known = [page for page in pages if finder.get_edit_url(page)][:MAXIMUM_NAMED]
    names = [_("“%(title)s”") % {"title": page.get_admin_display_title()} for page in known]
    if len(known) < len(pages):
        names.append(_("other pages"))
    return _("“%(name)s” cannot be deleted because it is in use: %(pages)s. Take it out there first.") % {
        "name": instance,
        "pages": ", ".join(names),
    }


def _list_of(model: Any) -> str:
    viewset = getattr(model, "snippet_viewset", None)
    return viewset.get_url_name("list") if viewset else "wagtaildocs:index"
