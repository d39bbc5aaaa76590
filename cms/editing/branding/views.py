from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cms.editing.branding.stylesheet import stylesheet


@require_safe
def brand(request: HttpRequest, primary: str, ink: str) -> HttpResponse:  # noqa: ARG001  Django passes it.
    """Answer the colors that the address names; it never changes, so it may be kept."""
    content = stylesheet(primary=f"#{primary}", ink=f"#{ink}")
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="text/css; charset=utf-8", headers=headers)
