import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import nh3
from django.utils.html import escape
from wagtail.rich_text import features
from wagtail.rich_text.rewriters import LinkRewriter

from cms.api.trees import KIND, Node, tree

TAGS = {"a", "b", "br", "code", "em", "i", "li", "ol", "p", "strong", "sub", "sup", "ul"}
SCHEMES = {"http", "https", "mailto", "tel"}
# Clients put texts into their pages as they stand, so nothing leaves that the editor's toolbar does not offer.
WITHOUT_KINDS, WITH_KINDS = (
    nh3.Cleaner(tags=TAGS, attributes={"a": attributes}, url_schemes=SCHEMES, link_rel=None)
    for attributes in ({"href"}, {"href", KIND})
)
# All that is remembered takes at most 24 MB, as a rule far less.
MAXIMUM_REMEMBERED, LONGEST_REMEMBERED = 1024, 8 * 1024
# Ids are 64 bits wide in the databases.
LONGEST_ID = 19

# Links to something of this website, in HTML and in JSON that holds HTML, and what they lead to.
LINK = re.compile(r"<a\b[^>]*\blinktype=[^>]*>")
NUMBER = re.compile(r'\bid=\\?"(\d+)\\?"')
_TO_PAGE, _TO_DOCUMENT = (re.compile(rf'\blinktype=\\?"{kind}\\?"') for kind in ("page", "document"))

# Of pages or of files; none of what cannot be read.
Addresses = Mapping[int, str | None]
# The addresses of the pages and of the files that a text links to.
Targets = tuple[tuple[tuple[int, str | None], ...], ...]
NO_TARGETS: Targets = ((), ())


def linked_ids(sources: Iterable[str]) -> tuple[set[int], set[int]]:
    """Return the ids of the pages and of the files that rich texts, or the raw JSON of bodies, link to."""
    pages: set[int] = set()
    documents: set[int] = set()
    for source in sources:
        # Most texts link to nothing, and this is seen at once.
        if "linktype=" in source:
            look = _ids_in if len(source) <= LONGEST_REMEMBERED else _ids_in.__wrapped__
            to_pages, to_documents = look(source)
            pages |= to_pages
            documents |= to_documents
    return pages, documents


@lru_cache(maxsize=MAXIMUM_REMEMBERED)
def _ids_in(source: str) -> tuple[frozenset[int], frozenset[int]]:
    pages: set[int] = set()
    documents: set[int] = set()
    for link in LINK.findall(source):
        numbers = [_number(number) for number in NUMBER.findall(link)]
        if _TO_PAGE.search(link):
            pages.update(numbers)
        if _TO_DOCUMENT.search(link):
            documents.update(numbers)
    return frozenset(pages), frozenset(documents)


def linked_page_ids(sources: Iterable[str]) -> set[int]:
    """Return the ids of the pages that rich texts, or the raw JSON of bodies that hold them, link to."""
    return linked_ids(sources)[0]


def linked_document_ids(sources: Iterable[str]) -> set[int]:
    """Return the ids of the files that rich texts, or the raw JSON of bodies that hold them, link to."""
    return linked_ids(sources)[1]


def resolve_links(source: str, *, page_paths: Addresses, document_urls: Addresses) -> str:
    """Turn stored rich text into HTML. A link to what cannot be read becomes a link without a target."""
    return _cleaned(source, _targets(source, page_paths, document_urls), WITHOUT_KINDS)


def resolve_nodes(source: str, *, page_paths: Addresses, document_urls: Addresses) -> list[Node]:
    """Turn stored rich text into nodes that say what the HTML says."""
    return tree(_cleaned(source, _targets(source, page_paths, document_urls), WITH_KINDS))


def _targets(source: str, page_paths: Addresses, document_urls: Addresses) -> Targets:
    if "linktype=" not in source:
        return NO_TARGETS
    known = zip(linked_ids([source]), (page_paths, document_urls), strict=True)
    return tuple(tuple((pk, targets.get(pk)) for pk in sorted(ids)) for ids, targets in known)


def _cleaned(source: str, targets: Targets, cleaner: nh3.Cleaner) -> str:
    if len(source) > LONGEST_REMEMBERED:
        return cleaner.clean(_resolved(source, targets))
    return _remembered(source, targets, cleaner)


@lru_cache(maxsize=MAXIMUM_REMEMBERED)
def _remembered(source: str, targets: Targets, cleaner: nh3.Cleaner) -> str:
    """Make once what stays as it is while content around it changes."""
    return cleaner.clean(_resolved(source, targets))


def _resolved(source: str, targets: Targets) -> str:
    if "<a" not in source:
        return source

    def tags(known: Mapping[int, str | None], kind: str) -> Callable[[list[dict[str, str]]], list[str]]:
        return lambda attributes: [_opening_tag(known.get(_number(item.get("id"))), kind) for item in attributes]

    handlers = features.get_link_types()
    rules = {name: handler.expand_db_attributes_many for name, handler in handlers.items()}
    pages, documents = targets
    own = {"page": tags(dict(pages), "PAGE"), "document": tags(dict(documents), "FILE")}
    html: str = LinkRewriter(bulk_rules=rules | own)(source)
    return html


def _number(text: str | None) -> int:
    """Return an id, or 0, which no row has, for anything that is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < LONGEST_ID else 0


def _opening_tag(path: str | None, kind: str) -> str:
    target = f' href="{escape(path)}"' if path else ""
    return f'<a{target} {KIND}="{kind}">'
