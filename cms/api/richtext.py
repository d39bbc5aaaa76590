import re
from collections.abc import Iterable, Mapping

from django.utils.html import escape
from wagtail.rich_text import features
from wagtail.rich_text.rewriters import LinkRewriter

PAGE_LINK = re.compile(r'linktype=\\?"page\\?"[^>]*?\bid=\\?"(\d+)\\?"|\bid=\\?"(\d+)\\?"[^>]*?linktype=\\?"page\\?"')


def linked_page_ids(sources: Iterable[str]) -> set[int]:
    """Return the ids of the pages that rich texts, or the raw JSON of bodies that hold them, link to."""
    found = (match for source in sources for match in PAGE_LINK.finditer(source))
    return {int(match.group(1) or match.group(2)) for match in found}


def resolve_links(source: str, *, page_paths: Mapping[int, str]) -> str:
    """Turn stored rich text into HTML. A link to a page that cannot be read becomes a link without a target."""

    def page_links(attributes: list[dict[str, str]]) -> list[str]:
        return [_opening_tag(page_paths.get(int(item["id"]))) for item in attributes]

    handlers = features.get_link_types()
    rules = {name: handler.expand_db_attributes_many for name, handler in handlers.items()}
    return LinkRewriter(bulk_rules={**rules, "page": page_links})(source)


def _opening_tag(path: str | None) -> str:
    return f'<a href="{escape(path)}">' if path else "<a>"
