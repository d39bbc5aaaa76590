from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString

Data = Mapping[str, Any]

# These stand inside the strings of JSON alone, where they may be written in this way. So nothing in it ends the script
# element around it or opens a comment, whatever the source of the content is.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
SEEN_BY_ALL = "index, follow"


def head(page: Data) -> dict[str, Any]:
    """Return what search engines and link previews are told: the API says it, and the templates write it down."""
    seo = page["seo"]
    return {
        "seo": seo,
        "document_title": seo["title"],
        "robots": "" if seo["robots"] == SEEN_BY_ALL else seo["robots"],
        "linked_data": SafeString(seo["jsonLd"].translate(ESCAPES)),
    }
