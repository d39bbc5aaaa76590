from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from wagtail.models import Page, Site

from cms.api.paths import Paths

WEB = {"http", "https"}
DIRECT = {"mailto", "tel"}


class LinkTargets:
    """Knows where links lead: pages of this site become links that follow the page when it moves."""

    def __init__(self, site: Site) -> None:
        self.paths = Paths.for_site(site)

    def resolve(self, href: str) -> dict[str, str] | None:
        """Return the attributes of a rich text link, or None when it leads nowhere."""
        try:
            address = urlsplit(href)
        except ValueError:
            return None
        if address.scheme in WEB | DIRECT:
            target = address.hostname if address.scheme in WEB else address.path
            return {"href": href} if target else None
        if address.scheme or address.netloc or not address.path.startswith("/"):
            return None
        return self._internal(address)

    def to_page(self, page: int, *, query: str = "", fragment: str = "") -> dict[str, str]:
        """Return a link to a page. One to a place inside it is an address, as links to pages know no places."""
        if query or fragment:
            url_path = Page.objects.values_list("url_path", flat=True).get(pk=page)
            if path := self.paths.path_of(url_path):
                return {"href": f"{path}{f'?{query}' if query else ''}{f'#{fragment}' if fragment else ''}"}
        return {"linktype": "page", "id": str(page)}

    def _internal(self, address: SplitResult) -> dict[str, str] | None:
        located = self.paths.url_path_of(address.path)
        page = Page.objects.filter(url_path=located[1]).first() if located else None
        return self.to_page(page.pk, query=address.query, fragment=address.fragment) if page else None


class FolderLinks(LinkTargets):
    """Also knows the pages that were made of the files beside a document."""

    def __init__(self, site: Site, *, folder: Path, pages: dict[Path, int]) -> None:
        super().__init__(site)
        self.folder = folder
        self.pages = pages

    def resolve(self, href: str) -> dict[str, str] | None:
        return self._file(href) or super().resolve(href)

    def _file(self, href: str) -> dict[str, str] | None:
        try:
            address = urlsplit(href)
            path = (self.folder / unquote(address.path)).resolve()
        except (OSError, ValueError, RuntimeError):
            return None
        if address.scheme or address.netloc or not address.path:
            return None
        page = self.pages.get(path) or self.pages.get(path / "index.md")
        return self.to_page(page, query=address.query, fragment=address.fragment) if page else None
