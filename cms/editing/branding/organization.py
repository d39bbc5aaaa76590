from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Site

from cms.images.presets import ImagePreset
from home.models import SiteSettings


@dataclass(frozen=True, kw_only=True)
class Organization:
    """Whose admin this is."""

    name: str
    short_name: str
    logo_url: str
    stylesheet: str


def organization(request: HttpRequest) -> Organization:
    """Return what the settings of the site say, or the name of the installation while they say nothing."""
    site = Site.find_for_request(request)
    # A view that only shows something must not create the row, as for_site() would.
    found = SiteSettings.objects.select_related("logo").filter(site=site).first()
    known = found or SiteSettings(organization_name=settings.WAGTAIL_SITE_NAME)
    rendition = get_rendition_or_not_found(known.logo, ImagePreset.LOGO) if known.logo else None
    return Organization(
        name=known.organization_name,
        short_name=known.short_name or known.organization_name,
        logo_url=rendition.url if rendition else "",
        stylesheet=reverse("admin_brand", args=[known.primary_color[1:].lower(), known.ink_color[1:].lower()]),
    )
