import atexit
import os
import shutil
import tempfile
from pathlib import Path


def test_folder() -> str:
    """Return the DATA_DIR of a run of the tests, or of one of its workers; what a test starts inherits it."""
    folder = os.environ.get("DATA_DIR") or _temporary_folder()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    return str(Path(folder, worker)) if worker and Path(folder).name != worker else folder


def _temporary_folder() -> str:
    folder = tempfile.mkdtemp(prefix="cms-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
