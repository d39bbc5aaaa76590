import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers import BIN, ROOT, postgresql

DATABASES = ("postgresql", "sqlite")


@dataclass(frozen=True, kw_only=True)
class Database:
    """A database of a benchmark, and its folder."""

    folder: Path
    url: str
    # The process whose children answer; SQLite has none of its own.
    processes: tuple[int, ...] = ()

    @property
    def environment(self) -> dict[str, str]:
        settings = {
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.api.settings",
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.url,
        }
        return os.environ | settings

    def fill(self, statements: int) -> None:
        """Bring it to so many statements, in a process of its own."""
        self._python("-m", "tests.benchmarks.api.fill", str(statements))

    def migrate(self) -> None:
        self._python("manage.py", "migrate", "--verbosity", "0")

    def _python(self, *arguments: str) -> None:
        command = [str(BIN / "python"), *arguments]
        subprocess.run(command, env=self.environment, cwd=ROOT, check=True, stdout=sys.stderr)


@contextmanager
def database(name: str) -> Iterator[Database]:
    """Make an empty database of one of the two kinds, in a folder of its own.

    pytest's folders do not do: whenever it starts elsewhere, it closes them to the user that PostgreSQL runs as.
    """
    with TemporaryDirectory(prefix="cms-bench-") as temporary:
        folder = Path(temporary)
        if name == "sqlite":
            yield _migrated(Database(folder=folder, url=f"sqlite:///{folder / 'db.sqlite3'}"))
            return
        with postgresql(folder) as url:
            # Others may run a PostgreSQL at the same time; the first line of this file names the process of ours.
            process = int((folder / "postgresql" / "postmaster.pid").read_text().splitlines()[0])
            yield _migrated(Database(folder=folder, url=url, processes=(process,)))


def _migrated(found: Database) -> Database:
    found.migrate()
    return found
