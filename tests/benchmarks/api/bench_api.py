import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.benchmarks.api.queries import QUERIES, Query
from tests.benchmarks.api.servers import cpu_seconds, database_processes, run, server
from tests.servers import postgresql

STATEMENTS = 1_000
GROWTH = (100, 1_000, 10_000)
WARM, REQUESTS = 20, 200


@contextmanager
def filled(folder: Path, *, database: str, statements: int) -> Iterator[dict[str, str]]:
    """Make a database with the content of the benchmark and yield the settings of a server for it."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.api.settings",
        "WSGI": "tests.benchmarks.api.uncached:application",
        "DATA_DIR": str(folder),
    }
    if database == "sqlite":
        yield _with_content(settings | {"DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}"}, statements)
        return
    with postgresql(folder) as url:
        yield _with_content(settings | {"DATABASE_URL": url}, statements)


def _with_content(settings: dict[str, str], statements: int) -> dict[str, str]:
    run("manage.py", "migrate", "--verbosity", "0", settings=settings)
    run("-m", "tests.benchmarks.api.fill", str(statements), settings=settings)
    return settings


@contextmanager
def filled_server(folder: Path, *, database: str, statements: int) -> Iterator[tuple[str, list[int]]]:
    """Yield the address of a server with content and the processes whose CPU time counts."""
    with (
        filled(folder / database, database=database, statements=statements) as settings,
        server(settings, folder=folder) as (address, pid),
    ):
        yield address, [pid, *database_processes(settings)]


def milliseconds(query: Query, *, address: str, processes: list[int]) -> float:
    """Return the CPU time of server and database for one request."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    for _ in range(WARM):
        _ask(connection, query)
    before = cpu_seconds(processes)
    for _ in range(REQUESTS):
        _ask(connection, query)
    return (cpu_seconds(processes) - before) / REQUESTS * 1000


def _ask(connection: HTTPConnection, query: Query) -> None:
    body = json.dumps({"query": query.text, "variables": query.variables})
    connection.request("POST", "/graphql/", body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = json.loads(response.read())
    assert response.status == 200, answer
    assert "errors" not in answer, answer


@pytest.mark.parametrize("database", ["postgresql", "sqlite"])
def bench_queries(database: str, tmp_path: Path) -> None:
    """Print what each query costs beside its goal, in CPU milliseconds of server and database."""
    print(f"\n{database}, {STATEMENTS} statements, load {os.getloadavg()[0]:.1f}")
    print(f"{'query':45}{'CPU ms':>8}{'goal':>7}{'of goal':>9}")
    with filled_server(tmp_path, database=database, statements=STATEMENTS) as (address, processes):
        for query in QUERIES:
            cost = milliseconds(query, address=address, processes=processes)
            print(f"{query.name:45}{cost:8.2f}{query.goal:7.1f}{cost / query.goal:9.2f}", flush=True)


@pytest.mark.parametrize("statements", GROWTH)
def bench_growth(statements: int, tmp_path: Path) -> None:
    """Print how the costs grow with the number of statements, on PostgreSQL."""
    print(f"\npostgresql, {statements} statements, load {os.getloadavg()[0]:.1f}")
    with filled_server(tmp_path, database="postgresql", statements=statements) as (address, processes):
        for query in QUERIES:
            print(f"{query.name:45}{milliseconds(query, address=address, processes=processes):8.2f}", flush=True)
