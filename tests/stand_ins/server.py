import json
import socket
import struct
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from werkzeug.formparser import parse_form_data

from tests.stand_ins.clock import Clock
from tests.stand_ins.faults import Fault, Reply, Script, Way
from tests.stand_ins.journal import Entry, Journal

HTML = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True, kw_only=True)
class Received:
    """A request, with query and body read into one mapping."""

    verb: str
    path: str
    url: str
    headers: Mapping[str, str]
    parameters: Mapping[str, Any]
    uploads: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)


class StandIn(ABC):
    """A vendor as an HTTP server on loopback. It runs in threads of its own; its state is changed under one lock."""

    def __init__(self, *, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.script = Script()
        self.journal = Journal()
        self.lock = threading.RLock()
        self.errors: list[BaseException] = []
        # Told of each request, after its effect and before its answer.
        self.watcher: Callable[[Entry], None] = lambda _: None
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
        if self.errors:
            raise self.errors[0]

    @abstractmethod
    def method_of(self, received: Received) -> str:
        """Return the name that scripts and the journal use for a request."""

    @abstractmethod
    def answer(self, method: str, received: Received) -> Reply:
        """Do what was asked, or refuse it as the vendor would."""

    def perform(self, received: Received) -> tuple[Reply, Fault | None]:
        """Answer a request under the script, and write it down."""
        method = self.method_of(received)
        fault = self.script.fault_for(method)
        if fault and fault.way == Way.LATE and not fault.has_effect:
            time.sleep(fault.seconds)
        reply, has_effect = Reply(status=500, data={}), False
        with self.lock:
            if fault is None or fault.has_effect or fault.way == Way.LATE:
                reply, has_effect = self.answer(method, received), True
            entry = Entry(
                at=self.clock.now(),
                verb=received.verb,
                method=method,
                url=received.url,
                headers=received.headers,
                parameters=received.parameters,
                had_effect=has_effect and reply.status < 400,
                status=reply.status,
                fault=fault.name if fault else "",
            )
            self.journal.write(entry)
        self.watcher(entry)
        return (fault.reply if fault and fault.reply else reply), fault


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, stand_in: StandIn) -> None:
        self.stand_in = stand_in
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep what is wrong with the stand-in itself; clients that have gone are none of its errors."""
        error = sys.exception()
        if error and not isinstance(error, OSError) and "closed file" not in str(error):
            self.stand_in.errors.append(error)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        reply, fault = self.server.stand_in.perform(self._received())
        self.close_connection = True
        with suppress(OSError):
            self._send(reply, fault)

    do_POST = do_PUT = do_DELETE = do_HEAD = do_GET  # noqa: N815  The names that the library looks for.

    def log_message(self, *_: object) -> None:
        """Keep quiet: the journal knows."""

    def _received(self) -> Received:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind = self.headers.get("Content-Type", "")
        parameters: dict[str, Any] = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        uploads: dict[str, bytes] = {}
        if kind.startswith("application/json"):
            parameters |= json.loads(body or b"{}")
        elif "form" in kind:
            environment = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body))}
            _, form, files = parse_form_data(environment | {"wsgi.input": BytesIO(body)})
            parameters |= form.to_dict()
            uploads = {name: file.read() for name, file in files.items()}
        return Received(
            verb=self.command,
            path=urlsplit(self.path).path,
            url=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            parameters=parameters,
            uploads=uploads,
            body=body,
        )

    def _send(self, reply: Reply, fault: Fault | None) -> None:
        way = fault.way if fault else Way.ANSWERED
        if way == Way.LATE and fault and fault.has_effect:
            time.sleep(fault.seconds)
        if way == Way.CLOSED:
            self.connection.shutdown(socket.SHUT_RDWR)
        elif way == Way.RESET:
            # Closing with nothing to linger for sends a reset.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            for stream in (self.rfile, self.wfile):
                stream.close()
            self.connection.close()
        elif way == Way.NOT_JSON:
            self._write(200, b"<p>Welcome to nginx!</p>", {"Content-Type": "text/html"})
        elif way == Way.BAD_GATEWAY:
            self._write(502, HTML.encode(), {"Content-Type": "text/html"})
        else:
            content = reply.content
            if content is None:
                content = b"" if reply.data is None else json.dumps(reply.data).encode()
            self._write(reply.status, content, {"Content-Type": "application/json", **reply.headers}, way=way)

    def _write(self, status: int, content: bytes, headers: Mapping[str, str], *, way: Way = Way.ANSWERED) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content[: len(content) // 2] if way == Way.TRUNCATED else content)
