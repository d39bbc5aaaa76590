from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from cms.importing.wordpress.tree import parse
from cms.importing.wordpress.wxr import Export, Item, read
from cms.importing.words import one_line

PAGES = frozenset({"post", "page"})
# These are kept as drafts, the others are left in WordPress.
DRAFTS = frozenset({"draft", "pending", "private", "future"})
NUMBERS = ("p", "page_id", "attachment_id", "preview_id")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What must be known of a post before any text is written: its place and its address."""

    identifier: str
    guid: str
    kind: str
    status: str
    title: str
    name: str
    link: str
    parent: str
    order: int
    url: str = ""
    alt: str = ""
    caption: str = ""

    @property
    def is_page(self) -> bool:
        return self.kind in PAGES and (self.status == "publish" or self.status in DRAFTS)


@dataclass(kw_only=True)
class Catalog:
    """All posts and attachments of an export without their texts. Of 10,000 posts it takes a few megabytes."""

    export: Export
    entries: dict[str, Entry] = field(default_factory=dict)
    by_path: dict[str, str] = field(default_factory=dict)
    by_file: dict[str, str] = field(default_factory=dict)
    attached: dict[str, list[str]] = field(default_factory=dict)

    @property
    def hosts(self) -> set[str]:
        return {bare_host(self.export.site_url), bare_host(self.export.blog_url)} - {""}

    def number_of(self, href: str) -> str | None:
        """Return the number of the post an address of the old site leads to."""
        try:
            address = urlsplit(href)
            query = parse_qs(address.query)
        except ValueError:
            return None
        for name in NUMBERS:
            if (number := query.get(name, [""])[0]) in self.entries:
                return number
        return self.by_path.get(path_key(address.path)) or self.by_file.get(file_key(href))


def catalog(path: Path) -> Catalog:
    """Read an export once for what its posts are and where they stand. Raises WXRError."""
    found = Catalog(export=Export())
    for item in read(path, export=found.export):
        if item.kind in PAGES or item.kind == "attachment":
            _add(found, item)
    return found


def _add(found: Catalog, item: Item) -> None:
    entry = Entry(
        identifier=item.identifier,
        guid=item.guid,
        kind=item.kind,
        status=item.status,
        title=one_line(item.title),
        name=unquote(item.name),
        link=item.link,
        parent=item.parent,
        order=item.order,
        url=item.attachment_url,
        alt=item.meta_value("_wp_attachment_image_alt"),
        caption=one_line(parse(item.excerpt).root.text()) if item.kind == "attachment" else "",
    )
    found.entries[item.identifier] = entry
    if item.kind == "attachment":
        found.by_file[file_key(item.attachment_url or item.guid)] = item.identifier
        found.attached.setdefault(item.parent, []).append(item.identifier)
    if path := path_key(_path(item.link)):
        found.by_path.setdefault(path, item.identifier)


def path_key(path: str) -> str:
    return unquote(path).strip("/").casefold()


def file_key(url: str) -> str:
    """Return what names a file whatever the scheme and host: the same upload is linked to in many ways."""
    path = unquote(_path(url))
    return path[path.find("/uploads/") :] if "/uploads/" in path else path


def bare_host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
