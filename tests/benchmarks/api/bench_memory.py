import os
from collections.abc import Iterator

import psycopg

from tests.benchmarks.api.databases import Database, database
from tests.benchmarks.api.queries import LIST
from tests.benchmarks.api.servers import OURS, Server, server
from tests.benchmarks.api.traffic import ANEW, NEW_DOCUMENT, NOT_MODIFIED, REFUSED, traffic

STATEMENTS = 1_000
REQUESTS = int(os.environ.get("BENCHMARK_REQUESTS", "100000"))
STEPS = 10
# How often the content changes meanwhile, which makes the server forget what it knew.
CHANGES_OF_A_STEP = 10
# Small enough to be full soon, so that memory has no reason to grow for long.
SETTINGS = {"GRAPHQL_CACHE_BYTES": str(4 * 1024**2)}


def bench_memory() -> None:
    """Print the memory of a worker while it answers many requests of all kinds."""
    print(
        f"\nOne request in {NOT_MODIFIED} is answered 304, in {ANEW} anew, in {REFUSED} refused, in {NEW_DOCUMENT} is"
    )
    print(f"a new document; all others come from the cache.\n{'requests':>12}{'worker MB':>12}")
    measured: list[float] = []
    with database("postgresql") as found:
        found.fill(STATEMENTS)
        with server(OURS, database=found, settings=SETTINGS) as served:
            for step, megabytes in enumerate(_megabytes(served, found)):
                measured.append(megabytes)
                print(f"{REQUESTS * step // STEPS:12,}{megabytes:12.1f}", flush=True)
    warm, half, end = measured[1], measured[STEPS // 2], measured[-1]
    print(
        f"The end is {end / warm:.3f} times the memory after the first tenth, {end / half:.3f} times that at half time."
    )


def _megabytes(served: Server, found: Database) -> Iterator[float]:
    """Yield the memory after the first request and after each tenth of them all."""
    served.ask(LIST.anew)
    yield served.megabytes
    parts = STEPS * CHANGES_OF_A_STEP
    with psycopg.connect(found.url, autocommit=True) as connection:
        for part in range(parts):
            connection.execute(
                "UPDATE taggit_tag SET name = 'Thema ' || %s WHERE id = (SELECT min(id) FROM taggit_tag)", [part]
            )
            for request in traffic(REQUESTS * part // parts, REQUESTS * (part + 1) // parts):
                served.ask(request)
            if (part + 1) % CHANGES_OF_A_STEP == 0:
                yield served.megabytes
