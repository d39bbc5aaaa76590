"""Runs pytest with PostgreSQL instead of SQLite: python -m tests.on_postgresql [pytest arguments]."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.servers import postgresql


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder)) as database_url:
        environment = os.environ | {"DATABASE_URL": database_url}
        return subprocess.run([sys.executable, "-m", "pytest", *sys.argv[1:]], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
