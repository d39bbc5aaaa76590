import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cms.api.caching.moving import ask, facts
from tests.servers import BIN, ROOT, free_port, postgresql, process, wait_for

pytestmark = [pytest.mark.stack, pytest.mark.enable_socket]
WRITERS, MOVES = 2, 25

MAKE_PAGES = """
from tests.factories.site import make_site, make_statement
statements = make_site().statements
for writer in range({writers}):
    for name in ("Erste", "Zweite"):
        make_statement(statements, title=f"{{name}} von {{writer}}", slug=f"{{name.lower()}}-{{writer}}")
"""


@contextmanager
def server(folder: Path, *, database: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Serve a small site by two processes of four threads each."""
    port = free_port()
    with postgresql(folder) if database == "postgresql" else nullcontext("") as database_url:
        environment = {
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "DJANGO_SETTINGS_MODULE": "cms.settings.development",
            "DATA_DIR": str(folder / "data"),
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "API_RATE_LIMIT": "0",
            **({"DATABASE_URL": database_url} if database_url else {}),
        }
        make = MAKE_PAGES.format(writers=WRITERS)
        for command in (["migrate", "-v0"], ["shell", "-v0", "-c", make]):
            subprocess.run([sys.executable, "manage.py", *command], env=environment, cwd=ROOT, check=True)
        command = ["granian", "--interface", "wsgi", "cms.wsgi:application", "--host", "127.0.0.1", "--port", str(port)]
        command += ["--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
        with process(command, log=folder / "web.log", env=environment):
            wait_for(environment["PUBLIC_URL"])
            yield environment["PUBLIC_URL"], environment


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_no_answer_is_stale_or_of_two_states(database: str, tmp_path: Path) -> None:
    with server(tmp_path, database=database) as (url, environment):
        address = urlsplit(url).netloc
        writers = [_writer(address, number, environment) for number in range(WRITERS)]
        with ThreadPoolExecutor(3) as threads:
            readers = [threads.submit(_read_while, address, writers) for _ in range(3)]
            outputs = [writer.communicate(timeout=400) for writer in writers]
            answers = [answer for reader in readers for answer in reader.result()]

    assert [writer.returncode for writer in writers] == [0] * WRITERS, outputs
    assert answers
    assert [answer for answer in answers if not _is_of_one_state(answer)] == []


def _writer(address: str, number: int, environment: dict[str, str]) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.cms.api.caching.moving", address, str(number), str(MOVES)]
    return subprocess.Popen(
        command, env=environment, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def _read_while(address: str, writers: list["subprocess.Popen[str]"]) -> list[dict[str, list[list[int]]]]:
    """Return what each answer said of each writer's fact."""
    connection, etags, seen = HTTPConnection(address, timeout=60), {}, []
    while any(writer.poll() is None for writer in writers):
        answer = ask(connection, etags)
        seen.append({str(number): facts(answer, writer=str(number)) for number in range(WRITERS)})
    return seen


def _is_of_one_state(answer: dict[str, list[list[int]]]) -> bool:
    """A fact that was moved once at least stands in one place, the same in both lists."""
    return all(a == b and len(a) <= 1 for a, b in answer.values())
