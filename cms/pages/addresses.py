import re

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

# Right below the home page of the main language these begin addresses of the system itself, of the folders that a proxy
# may serve, and of the other languages.
SHORT = "s"
RESERVED_SLUGS = {
    SHORT,
    *("admin", "graphql", "documents", "media", "static", "feeds", "calendar", "preview", "brand", "_util"),
    *("robots.txt", "sitemap.xml"),
    *(code for code, _name in settings.LANGUAGES),
}
# Phones begin what is typed with a capital. No database counts further than 18 digits everywhere.
SHORT_PATH = re.compile(rf"/?(?i:{SHORT})/([1-9][0-9]{{0,17}})/?", re.ASCII)
# What answers all addresses that nothing else does.
PAGES = "wagtail_serve"


def short_path(page_id: int) -> str:
    """Return the address that always leads to a page, wherever it moves; short enough to be typed."""
    return f"/{SHORT}/{page_id}/"


def page_at_short(path: str) -> int | None:
    """Return the key of the page that a short address names, whether it is there or not."""
    found = SHORT_PATH.fullmatch(path)
    return int(found[1]) if found else None


def address_below(parent: Page, slug: str) -> str | None:
    """Return the address that a page has for readers; None outside the website."""
    home = _home_above(parent)
    if home is None:
        return None
    language = home.locale.language_code
    prefix = "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
    return f"{prefix}{parent.url_path.removeprefix(home.url_path)}{slug}/"


def is_reserved_below(parent: Page, slug: str) -> bool:
    """Return whether readers would never see a page of that name below another one."""
    address = address_below(parent, slug)
    return address is not None and is_reserved(address)


def is_reserved(address: str) -> bool:
    """Return whether something else than a page answers at an address."""
    first, *below = address.strip("/").split("/")
    if not below and first.casefold() in RESERVED_SLUGS:
        return True
    return any(_view_at(each) not in {PAGES, None} for each in (address, address.rstrip("/")))


def problem_with_slug(slug: str, *, parent: Page) -> str:
    """Return why no reader would ever find a page of that slug, as something else answers there; empty if one would."""
    address = address_below(parent, slug)
    if address is None or not is_reserved(address):
        return ""
    message = _(
        "Readers would never see this page, because the website itself answers at %(address)s. Choose another slug."
    )
    return message % {"address": address}


def _view_at(address: str) -> str | None:
    try:
        match = resolve(address)
    except Resolver404:
        return None
    return match.view_name or repr(match.func)


def _home_above(page: Page) -> Page | None:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return None
    homes = site.root_page.get_translations(inclusive=True).select_related("locale")
    return next((home for home in homes if page.path.startswith(home.path)), None)
