from urllib.parse import urlsplit

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
        located = self.paths.url_path_of(address.path)
        page = Page.objects.filter(url_path=located[1]).first() if located else None
        return {"linktype": "page", "id": str(page.pk)} if page else None
