import os

import pytest

from tests.benchmarks.api.databases import DATABASES, Database, database
from tests.benchmarks.api.queries import LIST, QUERIES, Query
from tests.benchmarks.api.requests import Request
from tests.benchmarks.api.servers import CONSTANT, EMPTY, OURS, SETTINGS_OF_STOCK, STOCK, UNCACHED, Server, server
from tests.benchmarks.api.slices import slices

# What the goals are set for.
STATEMENTS = 1_000
LARGEST = int(os.environ.get("BENCHMARK_STATEMENTS", "10000"))
SIZES = [size for size in (100, STATEMENTS, 10_000, 100_000) if size <= LARGEST]
GOAL_CACHED = 0.15
# How many requests are measured at a time, and how often: others on the machine only ever add to the time.
TIMES, TIMES_STOCK, TIMES_CACHED, ROUNDS = 200, 10, 2_000, 3


@pytest.mark.parametrize("name", DATABASES)
def bench_api(name: str) -> None:
    """Print what each query costs beside stock grapple and the goals, and how that grows with the statements."""
    growth = {}
    with database(name) as found:
        for statements in SIZES:
            found.fill(statements)
            if statements == STATEMENTS:
                print(f"\n{name}, {statements} statements, CPU ms for a request, load {os.getloadavg()[0]:.1f}")
                print_comparison(found)
                print_cached(found)
            growth[statements] = costs(found)
    _print_growth(name, growth)


def print_comparison(found: Database) -> None:
    print(f"{'query':40}{'stock':>10}{'ours':>10}{'stock/ours':>12}{'goal':>8}{'ours/goal':>11}")
    with (
        server(OURS, database=found, settings=UNCACHED) as ours,
        server(STOCK, database=found, settings=SETTINGS_OF_STOCK) as stock,
    ):
        for query in QUERIES:
            print(_compared(query, ours=ours, stock=stock), flush=True)


def _compared(query: Query, *, ours: Server, stock: Server) -> str:
    """Measure both in turn, so that both are disturbed by the same."""
    own, theirs = [], []
    for _round in range(ROUNDS):
        own.append(ours.milliseconds(query.anew, times=TIMES))
        if query.stock:
            theirs.append(stock.milliseconds(query.stock, times=TIMES_STOCK))
    return _line(query.name, min(own), goal=query.goal, stock=min(theirs, default=None))


def print_cached(found: Database) -> None:
    """Print what an answer from the cache costs, beside what it costs to answer nothing at all."""
    with server(OURS, database=found) as ours:
        hits = {query.name: _least(ours, query.cached) for query in QUERIES}
        known = _least(ours, LIST.cached.of_known_answer())
    print(_line("any of them again (cached), the dearest", max(hits.values()), goal=GOAL_CACHED))
    print(_line("the same, not modified (304)", known, goal=GOAL_CACHED))
    for name, application in (("an empty view of Django", EMPTY), ("constant bytes", CONSTANT)):
        with server(application, database=found) as nothing:
            print(_line(name, _least(nothing, Request(method="GET", path="/graphql/"))), flush=True)


def _least(served: Server, request: Request) -> float:
    return min(served.milliseconds(request, times=TIMES_CACHED) for _round in range(ROUNDS))


def _line(name: str, ours: float, *, goal: float | None = None, stock: float | None = None) -> str:
    of_stock = f"{'–':>10}{ours:10.2f}{'–':>12}" if stock is None else f"{stock:10.1f}{ours:10.2f}{stock / ours:12.0f}"
    return f"{name:40}{of_stock}" + (f"{goal:8.2f}{ours / goal:11.2f}" if goal else "")


def costs(found: Database) -> dict[str, float]:
    """Return what each query costs, and the two ends of the longest list."""
    with server(OURS, database=found, settings=UNCACHED) as ours:
        requests = {query.name: query.anew for query in QUERIES} | slices(ours)
        return {name: ours.milliseconds(request, times=TIMES) for name, request in requests.items()}


def _print_growth(name: str, growth: dict[int, dict[str, float]]) -> None:
    print(f"\n{name + ', statements':40}{''.join(f'{statements:>10}' for statements in growth)}{'last/first':>12}")
    for query in next(iter(growth.values())):
        found = [costs[query] for costs in growth.values()]
        print(f"{query:40}{''.join(f'{cost:10.2f}' for cost in found)}{found[-1] / found[0]:12.2f}", flush=True)
