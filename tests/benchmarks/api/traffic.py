"""What a server is asked in the course of a long time: mostly what it knows, and a stated share of everything else."""

from collections.abc import Iterator
from dataclasses import replace

from tests.benchmarks.api.queries import LIST, QUERIES, text
from tests.benchmarks.api.requests import Request

# One request in so many.
ANEW, REFUSED, NEW_DOCUMENT, NOT_MODIFIED = 50, 100, 1_000, 3
SIZES = 100


def traffic(first: int, last: int) -> Iterator[Request]:
    """Yield the requests of these numbers; the same number is the same request."""
    return (_request(number) for number in range(first, last))


def _request(number: int) -> Request:
    if number % NEW_DOCUMENT == 1:
        return _anew(number, document=text(LIST.document).replace("statements", f"a{number}: statements", 1))
    if number % ANEW == 2:  # Beside the new documents.
        return _anew(number, document=text(LIST.document))
    if number % REFUSED == 3:  # Beside both.
        return _refused(number)
    known = QUERIES[number % len(QUERIES)].cached
    return known.of_known_answer() if number % NOT_MODIFIED == 0 else known


def _anew(number: int, *, document: str) -> Request:
    size = 1 + number // ANEW % SIZES
    # Nothing reads the extension, but nobody has sent this request before.
    return Request.post(document, variables={"first": size}, items=size, extensions={"number": number})


def _refused(number: int) -> Request:
    refused = (
        Request.post(f"{{ unknown{number} }}", variables={}),
        Request.post(f"{{ statements(first: -{number}) {{ totalCount }} }}", variables={}),
        Request.post(text(LIST.document), variables={"first": f"word {number}"}),
        Request.post(f"{{ never closed {number}", variables={}),
        replace(Request.post("", variables={}), body=f"no JSON {number}", status=400),
    )
    return replace(refused[number // REFUSED % len(refused)], is_refused=True)
