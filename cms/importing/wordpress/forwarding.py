from urllib.parse import urlsplit

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms.importing.limits import MAXIMUM_OLD_PATH
from cms.importing.wordpress.wxr import Item


class Forwarding:
    """Lets the old addresses of posts lead to their pages. Reads the redirects once, not for each post."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.targets = dict(Redirect.objects.filter(site=site).values_list("old_path", "redirect_page_id"))

    def forward(self, item: Item, *, page: int, path: str) -> tuple[int, list[str]]:
        """Return how many addresses of an item lead to its page now, and those that lead elsewhere already."""
        here = Redirect.normalise_path(path)
        wanted = [old for old in old_paths(item) if old != here and len(old) <= MAXIMUM_OLD_PATH]
        missing = [old for old in wanted if old not in self.targets]
        new = [
            Redirect(old_path=old, site=self.site, redirect_page_id=page, automatically_created=True) for old in missing
        ]
        Redirect.objects.bulk_create(new)
        self.targets |= dict.fromkeys(missing, page)
        elsewhere = [old for old in wanted if self.targets[old] != page]
        return len(wanted) - len(elsewhere), elsewhere


def old_paths(item: Item) -> list[str]:
    short = f"/?page_id={item.identifier}" if item.kind == "page" else f"/?p={item.identifier}"
    try:
        path = urlsplit(item.link).path
        permalink = [Redirect.normalise_path(path)] if path.strip("/") else []
    except ValueError:
        permalink = []
    return list(dict.fromkeys([*permalink, Redirect.normalise_path(short)]))
