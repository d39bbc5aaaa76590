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
# All that is remembered takes at most 16 MB, as a rule far less.
MAXIMUM_REMEMBERED, LONGEST_REMEMBERED = 1024, 8 * 1024
# Ids are 64 bits wide in the databases.
LONGEST_ID = 19


def _link_pattern(kind: str) -> re.Pattern[str]:
    """Match links of a kind with their id before or behind, in HTML and in JSON that holds HTML."""
    mark, number = rf'linktype=\\?"{kind}\\?"', r'\bid=\\?"(\d+)\\?"'
    return re.compile(rf"{mark}[^>]*?{number}|{number}[^>]*?{mark}")


PAGE_LINK = _link_pattern("page")
DOCUMENT_LINK = _link_pattern("document")


def linked_page_ids(sources: Iterable[str]) -> set[int]:
    """Return the ids of the pages that rich texts, or the raw JSON of bodies that hold them, link to."""
    return _ids(PAGE_LINK, sources)


def linked_document_ids(sources: Iterable[str]) -> set[int]:
    """Return the ids of the files that rich texts, or the raw JSON of bodies that hold them, link to."""
    return _ids(DOCUMENT_LINK, sources)


def resolve_links(source: str, *, page_paths: Mapping[int, str], document_urls: Mapping[int, str]) -> str:
    """Turn stored rich text into HTML. A link to what cannot be read becomes a link without a target."""
    return _cleaned(_resolved(source, page_paths, document_urls), WITHOUT_KINDS)


def resolve_nodes(source: str, *, page_paths: Mapping[int, str], document_urls: Mapping[int, str]) -> list[Node]:
    """Turn stored rich text into nodes that say what the HTML says."""
    return tree(_cleaned(_resolved(source, page_paths, document_urls), WITH_KINDS))


def _resolved(source: str, page_paths: Mapping[int, str], document_urls: Mapping[int, str]) -> str:
    if "<a" not in source:
        return source

    def targets(known: Mapping[int, str], kind: str) -> Callable[[list[dict[str, str]]], list[str]]:
        return lambda attributes: [_opening_tag(known.get(_number(item.get("id"))), kind) for item in attributes]

    handlers = features.get_link_types()
    rules = {name: handler.expand_db_attributes_many for name, handler in handlers.items()}
    own = {"page": targets(page_paths, "PAGE"), "document": targets(document_urls, "FILE")}
    html: str = LinkRewriter(bulk_rules=rules | own)(source)
    return html


def _cleaned(html: str, cleaner: nh3.Cleaner) -> str:
    return _remembered(html, cleaner) if len(html) <= LONGEST_REMEMBERED else cleaner.clean(html)


@lru_cache(maxsize=MAXIMUM_REMEMBERED)
def _remembered(html: str, cleaner: nh3.Cleaner) -> str:
    """Clean once what stays as it is while content around it changes."""
    return cleaner.clean(html)


def _ids(pattern: re.Pattern[str], sources: Iterable[str]) -> set[int]:
    found = (match for source in sources for match in pattern.finditer(source))
    return {_number(match.group(1) or match.group(2)) for match in found}


def _number(text: str | None) -> int:
    """Return an id, or 0, which no row has, for anything that is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < LONGEST_ID else 0


def _opening_tag(path: str | None, kind: str) -> str:
    target = f' href="{escape(path)}"' if path else ""
    return f'<a{target} {KIND}="{kind}">'
