import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import BIN, ROOT, free_port, process, wait_for

TICKS = os.sysconf("SC_CLK_TCK")
PYTHON = str(BIN / "python")


def cpu_seconds(roots: list[int]) -> float:
    """Return the CPU time of processes and of all that they started, as the operating system counts it."""
    return sum(_of_process(pid) for pid in _with_children(roots))


def database_processes(settings: dict[str, str]) -> list[int]:
    """Return the processes of PostgreSQL that hold the folder of the database; none for SQLite."""
    url = settings["DATABASE_URL"]
    if not url.startswith("postgres"):
        return []
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit() and _is_postgres(path)]


@contextmanager
def server(settings: dict[str, str], *, folder: Path) -> Iterator[tuple[str, int]]:
    """Serve as docker/Procfile does, with one worker; yield the address and the process."""
    port = free_port()
    command = [str(BIN / "granian"), "--interface", "wsgi", settings["WSGI"], "--host", "127.0.0.1"]
    options = ["--port", str(port), "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    address = f"http://127.0.0.1:{port}"
    with process([*command, *options], log=folder / f"{port}.log", env=os.environ | settings) as running:
        wait_for(address)
        yield address, running.pid


def run(*arguments: str, settings: dict[str, str]) -> None:
    subprocess.run([PYTHON, *arguments], env=os.environ | settings, cwd=ROOT, check=True, stdout=sys.stderr)


def _with_children(roots: list[int]) -> set[int]:
    parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    found, grown = set(roots), True
    while grown:
        children = {pid for pid, parent in parents.items() if parent in found}
        grown = not children <= found
        found |= children
    return found


def _fields(path: Path) -> list[str]:
    try:
        # The name of the program stands in brackets and may hold spaces.
        return path.joinpath("stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _parent(path: Path) -> int:
    fields = _fields(path)
    return int(fields[1]) if fields else 0


def _of_process(pid: int) -> float:
    fields = _fields(Path("/proc", str(pid)))
    return sum(int(value) for value in fields[11:15]) / TICKS if fields else 0.0


def _is_postgres(path: Path) -> bool:
    try:
        return path.joinpath("comm").read_text().strip() == "postgres"
    except OSError:
        return False
