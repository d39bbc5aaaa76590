from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from wagtail.admin.auth import permission_denied
from wagtail.models import Page

from cms.editing.checks.channels import channel_findings
from cms.editing.checks.checklist import findings
from cms.pages.models import ContentPage


@require_GET
@never_cache
def checks(request: HttpRequest, page_id: int) -> HttpResponse:
    """Answer what the checks find in the latest draft, or with ?channels=1 what its channels cannot carry whole."""
    page = get_object_or_404(Page.objects.type(ContentPage), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        denied: HttpResponse = permission_denied(request)
        return denied
    draft = page.get_latest_revision_as_object()
    asks_channels = "channels" in request.GET
    found = list(channel_findings(draft)) if asks_channels else findings(draft)
    return render(request, "editing/checks/findings.html", {"findings": found, "asks_channels": asks_channels})
