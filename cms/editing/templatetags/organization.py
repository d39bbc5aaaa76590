from django.http import HttpRequest
from django.template import Context, Library

from cms.editing.branding.organization import Organization, organization

register = Library()
KEPT = "_editing_organization"


@register.simple_tag(takes_context=True, name="organization")
def of_request(context: Context) -> Organization | None:
    request: HttpRequest | None = context.get("request")
    if request is None:
        return None
    # The frame of one page asks several times.
    if not hasattr(request, KEPT):
        setattr(request, KEPT, organization(request))
    kept: Organization = getattr(request, KEPT)
    return kept
