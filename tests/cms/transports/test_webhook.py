import json
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from standardwebhooks import Webhook
from werkzeug import Request as Received
from werkzeug import Response

from cms.transports import webhook
from cms.transports.addresses import Rules
from cms.transports.webhook import Outcome, Receipt, Request, WebhookMessage, send, sign

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LOOPBACK = Rules(allows_private=True, allows_http=True, ports=frozenset())
SECRET, OLDER = b"a" * 32, b"b" * 32


def request(url: str, *, secrets: tuple[bytes, ...] = (SECRET,), body: bytes = b"{}") -> Request:
    return Request(url=url, message_id="msg_1", body=body, secrets=secrets)


def sent(url: str, *, rules: Rules = LOOPBACK, now: datetime = NOW) -> Receipt:
    return send([request(url)], now=now, rules=rules)[0]


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Serve one connection by hand, for answers that no decent server gives."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with closing(connection):
                connection.recv(65536)
                try:
                    answer(connection)
                except OSError:
                    return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join(5)


def test_example_of_the_specification_is_signed_as_it_says() -> None:
    # https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    secret = Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")._whsecret  # noqa: SLF001  The bytes it stands for.

    signature = sign(
        secret, message_id="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330, body=b'{"test": 2432232314}'
    )

    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_body_is_the_envelope_that_standard_webhooks_recommends() -> None:
    message = WebhookMessage(event="page.published", occurred_at=NOW, data={"title": "Öffnung"})

    assert json.loads(message.body) == {
        "type": "page.published",
        "timestamp": "2026-11-23T12:00:00.000000Z",
        "data": {"title": "Öffnung"},
    }
    assert message.files[0].content == message.body


def test_receivers_verify_with_the_reference_library(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/", method="POST").respond_with_data("ok")
    body = '{"title":"Öffnung"}'.encode()
    now = datetime.now(UTC)

    receipts = send([request(httpserver.url_for("/"), body=body, secrets=(SECRET, OLDER))], now=now, rules=LOOPBACK)

    received, _ = httpserver.log[0]
    for secret in (SECRET, OLDER):
        verified = Webhook("whsec_" + b64encode(secret).decode()).verify(received.data, dict(received.headers))
        assert verified == {"title": "Öffnung"}
    assert receipts[0].outcome == Outcome.ACCEPTED
    assert receipts[0].response == "ok"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        *((200, Outcome.ACCEPTED), (202, Outcome.ACCEPTED), (204, Outcome.ACCEPTED)),
        *((400, Outcome.TRY_AGAIN), (404, Outcome.TRY_AGAIN), (408, Outcome.TRY_AGAIN), (429, Outcome.TRY_AGAIN)),
        *((410, Outcome.GONE), (500, Outcome.TRY_AGAIN), (503, Outcome.TRY_AGAIN)),
    ],
)
def test_answers_are_sorted(httpserver: HTTPServer, status: int, outcome: Outcome) -> None:
    httpserver.expect_request("/").respond_with_data("", status=status)

    receipt = sent(httpserver.url_for("/"))

    assert (receipt.outcome, receipt.status) == (outcome, status)


def test_redirections_are_not_followed(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("", status=307, headers={"Location": "/elsewhere"})

    receipt = sent(httpserver.url_for("/"))

    assert (receipt.outcome, receipt.status) == (Outcome.TRY_AGAIN, 307)
    assert [received.path for received, _ in httpserver.log] == ["/"]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        *(("120", 120), ("Mon, 23 Nov 2026 12:01:30 GMT", 90), ("Mon, 23 Nov 2026 11:00:00 GMT", 0), ("soon", None)),
        ("Mon, 23 Nov 99999999999999999999 12:00:00 GMT", None),
        ("Mon, 23 Nov 2026 12:00:00 -99999999999999", None),
        ("9" * 400, float("inf")),
    ],
)
def test_retry_after_is_read(httpserver: HTTPServer, value: str, seconds: float | None) -> None:
    httpserver.expect_request("/").respond_with_data("", status=429, headers={"Retry-After": value})

    assert sent(httpserver.url_for("/")).retry_after == seconds


def test_what_nobody_foresaw_fails_alone(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    httpserver.expect_request("/").respond_with_data("")

    async def broken(host: str, port: int, **_kwargs: Any) -> list[Any]:
        if host == "broken.example":
            raise RuntimeError(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("cms.transports.addresses.anyio.getaddrinfo", broken)
    requests = [request(f"http://{name}.example:{httpserver.port}/") for name in ("broken", "whole")]

    receipts = send(requests, now=NOW, rules=LOOPBACK)

    assert [receipt.outcome for receipt in receipts] == [Outcome.TRY_AGAIN, Outcome.ACCEPTED]
    assert "broken.example" in receipts[0].problem


def test_private_addresses_are_not_even_connected_to(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("")
    rules = Rules(allows_http=True, ports=frozenset())

    receipt = sent(httpserver.url_for("/").replace("localhost", "127.0.0.1"), rules=rules)

    assert receipt.status is None
    assert "127.0.0.1" in receipt.problem
    assert httpserver.log == []


def test_the_name_is_resolved_once_and_the_checked_address_used(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request("/").respond_with_data("")
    asked: list[str] = []

    async def once(host: str, port: int, **_kwargs: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("cms.transports.addresses.anyio.getaddrinfo", once)

    receipt = sent(f"http://rebinding.example:{httpserver.port}/")

    assert receipt.status == 200
    assert asked == ["rebinding.example"]
    assert httpserver.log[0][0].headers["Host"] == f"rebinding.example:{httpserver.port}"


def test_the_next_address_is_tried_when_one_does_not_answer(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    httpserver.expect_request("/").respond_with_data("")

    async def two(_host: str, port: int, **_kwargs: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("::1", "127.0.0.1")]

    monkeypatch.setattr("cms.transports.addresses.anyio.getaddrinfo", two)

    assert sent(f"http://two.example:{httpserver.port}/").status == 200


def test_certificates_are_checked_against_the_name(tmp_path: Path) -> None:
    def greet(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    with listening(greet) as url:
        receipt = sent(url.replace("http://", "https://"))

    assert receipt.status is None
    assert receipt.outcome == Outcome.TRY_AGAIN


def test_nobody_listening_is_tried_again() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]

    receipt = sent(f"http://127.0.0.1:{port}/")

    assert receipt.outcome == Outcome.TRY_AGAIN
    assert receipt.problem != ""


def test_unknown_names_are_tried_again() -> None:
    receipt = sent("https://unknown.invalid/", rules=Rules())

    assert receipt.outcome == Outcome.TRY_AGAIN
    assert "unknown.invalid" in receipt.problem


def test_endless_answers_are_read_no_further(httpserver: HTTPServer) -> None:
    def endless(_request: Received) -> Response:
        return Response((b"x" * 4096 for _ in range(100_000)), status=200)

    httpserver.expect_request("/").respond_with_handler(endless)

    receipt = sent(httpserver.url_for("/"))

    assert receipt.outcome == Outcome.ACCEPTED
    assert receipt.response == "x" * webhook.KEPT_CHARACTERS


def test_slow_drops_do_not_hold_the_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "DEADLINE_SECONDS", 1)

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for _ in range(40):
            connection.sendall(b"X: y\r\n")
            time.sleep(0.1)

    began = time.monotonic()
    with listening(drip) as url:
        receipt = sent(url)
        took = time.monotonic() - began

    assert receipt.outcome == Outcome.TRY_AGAIN
    assert took < 3


def test_broken_answers_are_tried_again() -> None:
    with listening(lambda connection: connection.sendall(b"this is no HTTP\r\n\r\n")) as url:
        receipt = sent(url)

    assert (receipt.outcome, receipt.status) == (Outcome.TRY_AGAIN, None)


def test_what_a_database_cannot_keep_is_replaced(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(b"a\0b\xff")

    assert sent(httpserver.url_for("/")).response == "a�b�"


def test_slow_endpoints_do_not_hold_up_others() -> None:
    def slow(_request: Received) -> Response:
        time.sleep(2)
        return Response("")

    with HTTPServer(threaded=True) as server:
        server.expect_request("/").respond_with_handler(slow)
        began = time.monotonic()
        receipts = send([request(server.url_for("/")) for _ in range(4)], now=NOW, rules=LOOPBACK)
        took = time.monotonic() - began

    assert [receipt.status for receipt in receipts] == [200] * 4
    assert took < 6
