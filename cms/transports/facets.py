from typing import Any

import regex

FACETS = {
    "app.bsky.richtext.facet#link": ("uri", regex.compile(r"https?://[^\s<>]*[^\s<>.,;:!?)\"'»“]")),
    "app.bsky.richtext.facet#tag": ("tag", regex.compile(r"(?<![\w&/])#(?!\d+\b)(?P<value>\w+)")),
}


def facets(text: str) -> list[dict[str, Any]]:
    """Return what is a link or a tag, by its place in UTF-8 bytes."""
    found = []
    for kind, (name, pattern) in FACETS.items():
        for match in pattern.finditer(text):
            start, end = (len(text[:position].encode()) for position in match.span())
            feature = {"$type": kind, name: match.groupdict().get("value") or match[0]}
            found.append({"index": {"byteStart": start, "byteEnd": end}, "features": [feature]})
    return sorted(found, key=lambda facet: facet["index"]["byteStart"])
