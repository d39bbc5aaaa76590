from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.models import Page

from cms.editing.checks.checklist import findings
from cms.editing.checks.findings import Finding
from cms.pages.models import ContentPage

APPROVALS = {"approve"}


def stop_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep the draft, which is saved by now, from readers while there are errors in it."""
    return _stopped(request, page, gettext("Not published yet. The draft is saved. Please put right first:"))


def stop_approval(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep a reviewer from publishing errors, since approval by the last one publishes."""
    if request.method != "POST" or request.POST.get("workflow-action-name") not in APPROVALS:
        return None
    return _stopped(request, page, gettext("Not approved yet. Please put right first:"))


def tell_of_stopped_approval(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say what is wrong with what the reviewer wrote while approving; the review itself has refused it."""
    return stop_approval(request, page) if page.workflow_in_progress else None


def errors_in_draft(page: Page) -> list[Finding]:
    """Return what has to be put right in the newest draft of a page before anybody publishes it."""
    if not issubclass(page.specific_class or Page, ContentPage):
        return []
    return [finding for finding in findings(page.get_latest_revision_as_object()) if finding.is_error]


def _stopped(request: HttpRequest, page: Page, opening: str) -> HttpResponse | None:
    errors = errors_in_draft(page)
    if not errors:
        return None
    messages.error(request, _list(opening, errors))
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _list(opening: str, errors: list[Finding]) -> str:
    items = format_html_join("", "<li>{}</li>", ((finding.message,) for finding in errors))
    return format_html("{}<ul>{}</ul>", opening, items)
