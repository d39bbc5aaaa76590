from urllib.parse import urlsplit

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.importing.wordpress.wxr import Item

LONGEST_PATH = 255


def forward(item: Item, page: Page, *, path: str, site: Site) -> tuple[int, list[str]]:
    """Let the old addresses of a post lead to its page. Return how many do, and those that lead elsewhere already."""
    wanted = [old for old in old_paths(item) if old != Redirect.normalise_path(path) and len(old) <= LONGEST_PATH]
    taken = dict(Redirect.objects.filter(site=site, old_path__in=wanted).values_list("old_path", "redirect_page_id"))
    missing = [old for old in wanted if old not in taken]
    new = [Redirect(old_path=old, site=site, redirect_page_id=page.pk, automatically_created=True) for old in missing]
    Redirect.objects.bulk_create(new)
    elsewhere = [old for old, target in taken.items() if target != page.pk]
    return len(wanted) - len(elsewhere), elsewhere


def old_paths(item: Item) -> list[str]:
    short = f"/?page_id={item.identifier}" if item.kind == "page" else f"/?p={item.identifier}"
    try:
        path = urlsplit(item.link).path
        permalink = [Redirect.normalise_path(path)] if path.strip("/") else []
    except ValueError:
        permalink = []
    return list(dict.fromkeys([*permalink, Redirect.normalise_path(short)]))
