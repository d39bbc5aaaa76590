import os
from collections.abc import Iterator

from tests.benchmarks.api.databases import database
from tests.benchmarks.api.queries import LIST, text
from tests.benchmarks.api.requests import Request
from tests.benchmarks.api.servers import OURS, Server, server

STATEMENTS = 1_000
ANEW = int(os.environ.get("BENCHMARK_REQUESTS", "20000"))
CACHED = int(os.environ.get("BENCHMARK_REQUESTS_CACHED", "200000"))
STEPS = 10
# One document in so many is one that was never seen before.
NEW_DOCUMENT = 50
# Small enough to be full after some hundred answers, so that memory has no reason to grow for long.
SETTINGS = {"GRAPHQL_CACHE_BYTES": str(4 * 1024**2)}


def bench_memory() -> None:
    """Print the memory of a worker before, between and after many requests."""
    measured: list[float] = []
    print(f"\n{'answered anew':>15}{'from the cache':>16}{'worker MB':>12}")
    with database("postgresql") as found:
        found.fill(STATEMENTS)
        with server(OURS, database=found, settings=SETTINGS) as served:
            for step, megabytes in enumerate(_megabytes(served)):
                measured.append(megabytes)
                print(f"{ANEW * step // STEPS:15,}{CACHED * step // STEPS:16,}{megabytes:12.1f}", flush=True)
    print(f"The end is {measured[-1] / measured[1]:.3f} times the memory after the first tenth.")


def _megabytes(served: Server) -> Iterator[float]:
    """Yield the memory after the first request and after each tenth of them all."""
    served.ask(LIST.anew)
    yield served.megabytes
    for step in range(STEPS):
        for number in range(ANEW * step // STEPS, ANEW * (step + 1) // STEPS):
            served.ask(_never_asked(number))
        for _ in range(CACHED // STEPS):
            served.ask(LIST.cached)
        yield served.megabytes


def _never_asked(number: int) -> Request:
    document = text(LIST.document) + (f"# {number}\n" if number % NEW_DOCUMENT == 0 else "")
    return Request.post(document, variables=LIST.variables, items=LIST.items, extensions={"number": number})
