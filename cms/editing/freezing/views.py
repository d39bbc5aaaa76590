from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.editing.freezing.issues import held_sections, was_sent
from publications.models import NewsletterIssue

FREEZE, UNFREEZE = "newsletters.freeze", "newsletters.unfreeze"


@require_http_methods(["GET", "POST"])
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, with what the issue will hold, and settle it."""
    draft = _draft(request, pk, is_frozen=False)
    if draft is None:
        return redirect("wagtailadmin_pages:edit", pk)
    if request.method == "GET":
        context = _header(draft, _("Freeze")) | {"sections": held_sections(draft, now=timezone.now())}
        return render(request, "editing/freezing/freeze.html", context)
    return _done(
        request, draft, lambda: draft.freeze(now=timezone.now()), action=FREEZE, said=_("“%(title)s” is frozen.")
    )


@require_http_methods(["GET", "POST"])
def unfreeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and let the rules choose again, until the mail was sent."""
    draft = _draft(request, pk, is_frozen=True)
    if draft is None:
        return redirect("wagtailadmin_pages:edit", pk)
    if was_sent(draft):
        messages.error(request, _("This issue was sent, so what it holds stays as it is."))
        return redirect("wagtailadmin_pages:edit", pk)
    if request.method == "GET":
        return render(request, "editing/freezing/unfreeze.html", _header(draft, _("Unfreeze")))
    said = _("“%(title)s” is no longer frozen. Its sections can be changed.")
    return _done(request, draft, draft.unfreeze, action=UNFREEZE, said=said)


def _draft(request: HttpRequest, pk: int, *, is_frozen: bool) -> NewsletterIssue | None:
    """Return the latest draft for somebody who may publish it, or None when it is as it should become already."""
    page = get_object_or_404(NewsletterIssue, pk=pk)
    rights = page.permissions_for_user(request.user)
    if not (rights.can_edit() and rights.can_publish()) or rights.page_locked():
        raise PermissionDenied
    draft: NewsletterIssue = page.get_latest_revision_as_object()
    return draft if draft.is_frozen == is_frozen else None


def _header(draft: NewsletterIssue, title: str) -> dict[str, Any]:
    subtitle = draft.get_admin_display_title()
    names = {"page_title": title, "page_subtitle": subtitle, "header_title": f"{title} {subtitle}"}
    return {"page": draft, "header_icon": "mail", **names}


def _done(
    request: HttpRequest, draft: NewsletterIssue, change: Callable[[], None], *, action: str, said: str
) -> HttpResponse:
    change()
    # A draft may still lack what publishing asks for.
    draft.save_revision(user=request.user, log_action=action, clean=False)
    messages.success(request, said % {"title": draft.get_admin_display_title()})
    return redirect("wagtailadmin_pages:edit", draft.pk)
