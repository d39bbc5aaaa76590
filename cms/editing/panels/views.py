from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.models import Page

from cms.channels.blocks import RenderError
from cms.editing.panels.generated import generated_text
from cms.editing.panels.words import WORDED
from cms.pages.models import ContentPage
from cms.sources import SourceError


@require_GET
def generated(request: HttpRequest, page_id: int, channel: str) -> JsonResponse:
    """Answer what a channel says of the latest draft when its editor writes nothing."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    if not isinstance(draft, ContentPage) or channel not in WORDED or channel not in draft.channels:
        raise Http404
    try:
        return JsonResponse({"text": generated_text(draft, name=channel)})
    except (RenderError, SourceError) as problem:
        message = _("There is nothing to show yet: %(problem)s") % {"problem": problem}
        return JsonResponse({"problem": message}, status=409)
