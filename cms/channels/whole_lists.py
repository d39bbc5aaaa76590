from collections.abc import Mapping
from typing import Any

from cms.sources import Source

Data = dict[str, Any]


def ask_for_all(source: Source, document: str, *, variables: Mapping[str, Any]) -> Data:
    """Ask a document that takes a list slice by slice, as far as the list goes."""
    return read_on(source, document, source.execute(document, variables=variables), variables=variables)


def read_on(source: Source, document: str, data: Data, *, variables: Mapping[str, Any]) -> Data:
    """Put the rest of the list into the answer that began it."""
    name, whole = next((name, each) for name, each in data.items() if isinstance(each, dict) and "pageInfo" in each)
    place = whole["pageInfo"]
    while place["hasNextPage"]:
        more = source.execute(document, variables={**variables, "after": place["endCursor"]})[name]
        whole["nodes"] += more["nodes"]
        place = more["pageInfo"]
    return data
