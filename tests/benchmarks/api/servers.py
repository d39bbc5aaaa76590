from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

from tests.benchmarks.api.databases import Database
from tests.benchmarks.api.processes import cpu_seconds, resident_megabytes
from tests.benchmarks.api.requests import Request
from tests.servers import BIN, free_port, process, wait_for

OURS = "cms.wsgi:application"
BY_HAND = "tests.benchmarks.api.by_hand.wsgi:application"
STOCK = "tests.benchmarks.api.stock.wsgi:application"
EMPTY = "tests.benchmarks.empty_view:application"
CONSTANT = "tests.benchmarks.empty_view:constant"
SETTINGS_OF_STOCK = {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.api.stock.settings"}
# The server as it is, but with nothing kept of what it answered.
UNCACHED = {"GRAPHQL_CACHE_BYTES": "0"}


class WrongAnswerError(Exception):
    """A server answered something else than it was asked for, so that its time says nothing."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server that runs, with the processes of its database, and one connection to it."""

    process: int
    database: Database
    connection: HTTPConnection

    def ask(self, request: Request) -> bytes:
        """Send a request and return the answer. Raises WrongAnswerError when it is not the one that is expected."""
        self.connection.request(request.method, request.path, request.body, dict(request.headers))
        response = self.connection.getresponse()
        content = response.read()
        if not request.is_answered(status=response.status, content=content):
            message = f"{request.path} was answered with {response.status} and {content[:500]!r}."
            raise WrongAnswerError(message)
        return content

    def milliseconds(self, request: Request, *, times: int) -> float:
        """Return the CPU time that server and database need for one request."""
        # The server closes a connection that was idle while another one was measured; the next request opens it anew.
        self.connection.close()
        for _ in range(max(3, times // 10)):
            self.ask(request)
        before = self._cpu_seconds()
        for _ in range(times):
            self.ask(request)
        return (self._cpu_seconds() - before) / times * 1000

    @property
    def megabytes(self) -> float:
        """The memory of its worker."""
        return resident_megabytes(self.process)

    def _cpu_seconds(self) -> float:
        return cpu_seconds([self.process, *self.database.processes])


@contextmanager
def server(application: str, *, database: Database, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Serve as docker/Procfile does, with one worker."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [str(BIN / "granian"), "--interface", "wsgi", application, "--host", "127.0.0.1", "--port", str(port)]
    options = ["--workers", "1", "--blocking-threads", "4", "--respawn-failed-workers", "--no-ws"]
    environment = database.environment | dict(settings or {})
    log = database.folder / f"{port}.log"
    with process([*command, *options, "--log-level", "warning"], log=log, env=environment) as running:
        wait_for(address)
        with closing(HTTPConnection(urlsplit(address).netloc, timeout=120)) as connection:
            yield Server(process=running.pid, database=database, connection=connection)
