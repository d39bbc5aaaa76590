"""The two ends of the list of all statements, and the two ways to its end."""

import json

from tests.benchmarks.api.queries import text
from tests.benchmarks.api.requests import Request
from tests.benchmarks.api.servers import Server

SIZE = 20


def slices(server: Server) -> dict[str, Request]:
    return {
        "the first 20": _of("list", first=SIZE),
        "the last 20, by last": _of("last", last=SIZE),
        "the last 20, by a cursor": _of("after", first=SIZE, after=_cursor_before_the_end(server)),
    }


def _of(document: str, **variables: int | str) -> Request:
    return Request.post(text(document), variables=variables, items=SIZE)


def _cursor_before_the_end(server: Server) -> str:
    answer = json.loads(server.ask(Request.post(text("cursor"), variables={"last": SIZE + 1})))
    cursor: str = answer["data"]["statements"]["pageInfo"]["startCursor"]
    return cursor
