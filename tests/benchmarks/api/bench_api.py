import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.benchmarks.api.databases import DATABASES, Database, database
from tests.benchmarks.api.queries import LIST, QUERIES, Query
from tests.benchmarks.api.requests import Request
from tests.benchmarks.api.servers import (
    BY_HAND,
    CONSTANT,
    EMPTY,
    OURS,
    SETTINGS_OF_STOCK,
    STOCK,
    UNCACHED,
    Server,
    server,
)
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
    print(f"{'query':40}{'stock':>8}{'ours':>8}{'by hand':>9}", end="")
    print(f"{'stock/ours':>12}{'ours/hand':>11}{'goal':>7}{'ours/goal':>11}")
    with (
        server(OURS, database=found, settings=UNCACHED) as ours,
        server(STOCK, database=found, settings=SETTINGS_OF_STOCK) as stock,
        by_hand(found) as hand,
    ):
        for query in QUERIES:
            print(_compared(query, ours=ours, stock=stock, hand=hand), flush=True)


@contextmanager
def by_hand(found: Database) -> Iterator[Server | None]:
    """Serve what is written for PostgreSQL alone."""
    if not found.processes:
        yield None
        return
    with server(BY_HAND, database=found) as served:
        yield served


def _compared(query: Query, *, ours: Server, stock: Server, hand: Server | None) -> str:
    """Measure all in turn, so that all are disturbed by the same."""
    own, theirs, written = [], [], []
    for _round in range(ROUNDS):
        own.append(ours.milliseconds(query.anew, times=TIMES))
        if query.stock:
            theirs.append(stock.milliseconds(query.stock, times=TIMES_STOCK))
        if hand:
            written.append(hand.milliseconds(query.written, times=TIMES))
    return _line(
        query.name, min(own), goal=query.goal, stock=min(theirs, default=None), hand=min(written, default=None)
    )


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


def _line(
    name: str, ours: float, *, goal: float | None = None, stock: float | None = None, hand: float | None = None
) -> str:
    columns = [_cell(stock, 8, 1), _cell(ours, 8, 2), _cell(hand, 9, 2)]
    ratios = [_cell(stock and stock / ours, 12, 0), _cell(hand and ours / hand, 11, 1)]
    goals = [_cell(goal, 7, 2), _cell(goal and ours / goal, 11, 2)]
    return f"{name:40}" + "".join(columns + ratios + goals)


def _cell(value: float | None, width: int, digits: int) -> str:
    return f"{'–':>{width}}" if value is None else f"{value:{width}.{digits}f}"


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
