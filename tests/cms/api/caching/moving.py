"""Moves a fact between two statements and looks for it: python -m tests.cms.api.caching.moving ADDRESS WRITER MOVES."""

import json
import sys
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

import django

FACT = "Tatsache"
# Each root field is read by statements of its own.
LIST = "statements(locale: de, first: 100) { nodes { title } }"
QUERY = f"{{ a: {LIST} b: {LIST} }}"


def facts(answer: dict[str, Any], *, writer: str) -> list[list[int]]:
    """Return for each root field how often the fact had been moved, once for each place where it stands."""
    prefix = f"{FACT} {writer} "
    lists = (answer["data"][name]["nodes"] for name in ("a", "b"))
    return [
        [int(node["title"].removeprefix(prefix)) for node in nodes if node["title"].startswith(prefix)]
        for nodes in lists
    ]


def ask(connection: HTTPConnection, etags: dict[str, tuple[str, Any]]) -> dict[str, Any]:
    """Ask as a client does that keeps what it got and asks whether it is still true."""
    known = etags.get("etag")
    headers = {"X-Forwarded-Proto": "https"} | ({"If-None-Match": known[0]} if known else {})
    connection.request("GET", f"/graphql/?{urlencode({'query': QUERY})}", headers=headers)
    response = connection.getresponse()
    content = response.read()
    if response.status == 304 and known:  # HTTP's Not Modified.
        return known[1]
    assert response.status == 200, content
    answer: dict[str, Any] = json.loads(content)
    etags["etag"] = (response.headers["ETag"], answer)
    return answer


def main(address: str, writer: str, moves: int) -> None:
    from django.db import transaction  # noqa: PLC0415  Django has to be set up first.

    from publications.models import StatementPage  # noqa: PLC0415  As above.

    first, second = StatementPage.objects.filter(locale__language_code="de", title__endswith=f"von {writer}").order_by(
        "pk"
    )
    connection, etags = HTTPConnection(address, timeout=60), {}
    for number in range(1, moves + 1):
        holder, other = (first, second) if number % 2 else (second, first)
        with transaction.atomic():
            holder.title, other.title = f"{FACT} {writer} {number}", f"Ohne {writer}"
            other.save_revision().publish()
            holder.save_revision().publish()
            if number % 5 == 0:
                other.unpublish()
        found = facts(ask(connection, etags), writer=writer)
        assert found == [[number], [number]], f"Writer {writer} published {number} and read {found}."
    sys.stdout.write(f"{moves}\n")


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
