import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.servers import BIN, ROOT, free_port, process, wait_for


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def persisted(text: str, **fields: Any) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": fingerprint(text)} | fields}


class Wire:
    """Sends whatever it is told to, as a client does that nobody wrote for this server."""

    def __init__(self, url: str) -> None:
        self.address = urlsplit(url).netloc

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        connection = HTTPConnection(self.address, timeout=30)
        sent = {"X-Forwarded-Proto": "https", "Accept": "application/graphql-response+json"}
        sent |= {"Content-Type": "application/json"} if body else {}
        try:
            connection.request(method, path, body, sent | headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def post(self, body: Any, **headers: str) -> tuple[int, Any]:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        status, answer = self.send("POST", "/graphql/", content, **headers)
        return status, json.loads(answer)

    def get(self, path: str = "/graphql/", **parameters: str) -> tuple[int, Any]:
        status, answer = self.send("GET", f"{path}?{urlencode(parameters)}")
        return status, json.loads(answer)


@contextmanager
def server(folder: Path, **settings: str) -> Iterator[Wire]:
    """Serve an empty site as production does, with settings of its own."""
    port = free_port()
    environment = {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "cms.settings.base",
        "DATA_DIR": str(folder / "data"),
        "SECRET_KEY": "only-for-this-test-but-as-long-as-a-real-one-should-be-really",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "API_RATE_LIMIT": "0",
        **settings,
    }
    for command in (
        ["migrate", "-v0"],
        ["shell", "-v0", "-c", "from tests.factories.site import make_site; make_site()"],
    ):
        subprocess.run([sys.executable, "manage.py", *command], env=environment, cwd=ROOT, check=True)
    command = ["granian", "--interface", "wsgi", "cms.wsgi:application", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    with process(command, log=folder / "web.log", env=environment):
        wait_for(environment["PUBLIC_URL"])
        yield Wire(environment["PUBLIC_URL"])
