import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.servers import BIN, ROOT, free_port, postgresql, process, wait_for

QUERY = "{ statements(locale: de) { totalCount nodes { title summary path topics { name } heroImage { alt } } } }"
REQUESTS = 4000
TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(roots: list[int]) -> float:
    """Return what processes and all below them have used, by the operating system's count."""
    fields = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
        except OSError:
            continue
        fields[int(folder.name)] = stat.rpartition(")")[2].split()
    wanted = set(roots)
    while more := {pid for pid, each in fields.items() if int(each[1]) in wanted} - wanted:
        wanted |= more
    # User and system time, with that of children that have ended.
    return sum(int(value) for pid in wanted & fields.keys() for value in fields[pid][11:15]) / TICK


@contextmanager
def served(application: str, *, environment: Mapping[str, str], log: Path) -> Iterator[tuple[str, int]]:
    """Serve as docker/Procfile does."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = ["granian", "--interface", "wsgi", application, "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    with process(command, log=log, env={**environment, "PUBLIC_URL": url}) as running:
        wait_for(url)
        yield urlsplit(url).netloc, running.pid


def milliseconds(address: str, pids: list[int], *, path: str, headers: Mapping[str, str], requests: int) -> float:
    """Return the CPU time of servers and databases for one request."""
    connection = HTTPConnection(address, timeout=30)

    def ask(times: int) -> None:
        for _ in range(times):
            connection.request("GET", path, headers={"X-Forwarded-Proto": "https", **headers})
            response = connection.getresponse()
            response.read()
            assert response.status in {200, 304}, response.status

    ask(requests // 10)
    before = cpu_seconds(pids)
    ask(requests)
    # The count of the operating system follows a little late.
    time.sleep(0.1)
    return (cpu_seconds(pids) - before) / requests * 1000


@pytest.mark.parametrize("database", ["postgresql", "sqlite"])
@pytest.mark.enable_socket
def bench_a_hit(database: str, tmp_path: Path) -> None:
    """Print what an answer from the cache costs, against a view of Django's that does nothing."""
    with postgresql(tmp_path) if database == "postgresql" else nullcontext("") as database_url:
        environment = {
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "cms.settings.base",
            "SECRET_KEY": "only-for-benchmarks-but-as-long-as-a-real-one-should-be",
            "PUBLIC_URL": "http://127.0.0.1",
            "DATA_DIR": str(tmp_path / "data"),
            "PORT": "8000",
            "API_RATE_LIMIT": "0",
            **({"DATABASE_URL": database_url} if database_url else {}),
        }
        for command in (["migrate", "-v0"], ["load_example_site"]):
            subprocess.run([sys.executable, "manage.py", *command], env=environment, cwd=ROOT, check=True)
        _print_costs(database, environment, folder=tmp_path)


def _print_costs(database: str, environment: Mapping[str, str], *, folder: Path) -> None:
    backends = [_postmaster(folder)] if database == "postgresql" else []
    path = f"/graphql/?{urlencode({'query': QUERY})}"
    costs = {}
    with served("cms.wsgi:application", environment=environment, log=folder / "web.log") as (address, pid):
        pids = [pid, *backends]
        costs["hit"] = milliseconds(address, pids, path=path, headers={}, requests=REQUESTS)
        condition = {"If-None-Match": "*"}
        costs["hit, not modified"] = milliseconds(address, pids, path=path, headers=condition, requests=REQUESTS)
    environment = {**environment, "GRAPHQL_CACHE_BYTES": "0"}
    with served("cms.wsgi:application", environment=environment, log=folder / "miss.log") as (address, pid):
        costs["miss"] = milliseconds(address, [pid, *backends], path=path, headers={}, requests=REQUESTS // 10)
    application = "tests.benchmarks.empty_view:application"
    with served(application, environment=environment, log=folder / "empty.log") as (address, pid):
        costs["empty view of Django"] = milliseconds(address, [pid], path="/graphql/", headers={}, requests=REQUESTS)
    application = "tests.benchmarks.empty_view:constant"
    with served(application, environment=environment, log=folder / "constant.log") as (address, pid):
        costs["constant bytes"] = milliseconds(address, [pid], path="/", headers={}, requests=REQUESTS)
    print(f"\n{database:24}{'CPU ms':>10}{'x empty view':>16}")
    for name, cost in costs.items():
        print(f"{name:24}{cost:10.3f}{cost / costs['empty view of Django']:16.2f}")


def _postmaster(folder: Path) -> int:
    return int((folder / "postgresql" / "postmaster.pid").read_text().splitlines()[0])
