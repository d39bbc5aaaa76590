from urllib.parse import urljoin, urlsplit

from cms.importing.links import DIRECT, WEB, LinkTargets
from cms.importing.wordpress.account import Picture
from cms.importing.wordpress.catalog import Catalog, bare_host
from cms.importing.wordpress.files import PICTURES, Files


class PostTargets:
    """What the text of one post points at."""

    def __init__(
        self, *, catalog: Catalog, files: Files, pages: dict[str, int], here: LinkTargets, number: str, base: str
    ) -> None:
        self.catalog = catalog
        self.files = files
        self.pages = pages
        self.here = here
        self.number = number
        self.base = base

    def link(self, href: str) -> dict[str, str] | None:
        try:
            address = urlsplit(urljoin(self.base, href)) if href and not href.startswith("#") else urlsplit(href)
        except ValueError:
            return None
        if address.scheme in WEB and bare_host(address.geturl()) in self.catalog.hosts:
            return self._internal(address.geturl())
        if address.scheme in WEB | DIRECT and (address.netloc or address.path):
            return {"href": address.geturl()}
        return {"href": href} if address.fragment and not address.scheme and not address.path else None

    def picture(self, source: str, *, number: str, alt: str) -> Picture | None:
        image = self.files.picture(urljoin(self.base, source) if source else "", number=number, alt=alt)
        return Picture(image=image.pk, alt=image.default_alt_text) if image else None

    def file(self, source: str, *, number: str) -> int | None:
        return self.files.document(urljoin(self.base, source) if source else "", number=number)

    def attached_pictures(self) -> list[str]:
        found = self.catalog.attached.get(self.number, [])
        return [number for number in found if self.catalog.entries[number].url.lower().endswith(PICTURES)]

    def caption(self, number: str) -> str:
        """Return what WordPress shows below a picture of a gallery that names its pictures by number."""
        entry = self.catalog.entries.get(number)
        return entry.caption if entry else ""

    def _internal(self, href: str) -> dict[str, str] | None:
        number = self.catalog.number_of(href)
        page = self.pages.get(number or "")
        fragment = urlsplit(href).fragment
        if page is not None:
            return self.here.to_page(page, fragment=fragment)
        if number and self.catalog.entries[number].kind == "attachment":
            document = self.files.document(href, number=number)
            return {"linktype": "document", "id": str(document)} if document else None
        return {"linktype": "document", "id": str(found)} if (found := self.files.document(href, number="")) else None
