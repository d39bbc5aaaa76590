from urllib.parse import urlsplit

import graphene
from django.db.models import F, Q
from wagtail.contrib.redirects.models import Redirect

from cms.api.arguments import is_storable
from cms.api.context import Context


class RedirectRoute(graphene.ObjectType):
    """The address has moved."""

    location = graphene.String(required=True, description="Where to go instead: a path, or an absolute address.")
    status = graphene.Int(required=True, description="301 when moved for good, 302 otherwise.")


def find_redirect(context: Context, path: str) -> RedirectRoute | None:
    """Return where editors lead from a path; None also where they lead to a draft, to what is unsafe, or back."""
    old_path = _normal(path)
    if old_path is None:
        return None
    redirects = Redirect.objects.filter(Q(site=context.site) | Q(site__isnull=True), old_path=old_path)
    of_site_first = redirects.order_by(F("site_id").asc(nulls_last=True))
    redirect = of_site_first.select_related("redirect_page").first()
    if redirect is None:
        return None
    location = context.path(redirect.redirect_page) if redirect.redirect_page else redirect.redirect_link
    if not location or not _is_safe(location) or old_path in _paths_within(context, location):
        return None
    return RedirectRoute(location=location, status=301 if redirect.is_permanent else 302)


def _normal(path: str) -> str | None:
    """Return the path as redirects store it, or None when it is not one, e.g. for a "[" that does not close."""
    try:
        normal = Redirect.normalise_path(path)
    except ValueError:
        return None
    # Percent signs can stand for what the path as sent does not hold.
    return normal if is_storable(normal) else None


def _is_safe(location: str) -> bool:
    """Allow paths of this site and addresses on the web. Browsers read a backslash as a slash."""
    if not location.isprintable() or "\\" in location or location.startswith("//"):
        return False
    return location.startswith("/") or _is_web_address(location)


def _is_web_address(location: str) -> bool:
    try:
        parts = urlsplit(location)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _paths_within(context: Context, location: str) -> set[str]:
    """Return the path of a location on this site as redirects store it, with its query and without."""
    path = location.removeprefix(context.base_url) or "/"
    normal = _normal(path) if path.startswith("/") else None
    return {normal, normal.partition("?")[0]} if normal else set()
