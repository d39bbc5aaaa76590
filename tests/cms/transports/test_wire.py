import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from cms.transports.wire import Answered, NoAnswer, NotSent, Request, Timeouts, exchange, redact
from tests.stand_ins.clock import Clock
from tests.stand_ins.faults import UNCLEAR, Fault, Reply, Script, before, lost
from tests.stand_ins.pictures import PictureHost

BRIEF = Timeouts(connect=1, read=0.5, deadline=0.8)


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Serve one connection by hand, for answers that no decent server gives."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with closing(connection):
                try:
                    answer(connection)
                except OSError:
                    return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join(5)


def test_drop_by_drop_is_no_way_to_hold_a_sender() -> None:
    def drip(connection: socket.socket) -> None:
        connection.recv(65536)
        for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n" * 10:
            connection.sendall(bytes([byte]))
            time.sleep(0.05)

    with listening(drip) as url:
        began = time.monotonic()
        result = exchange(Request(method="GET", url=url), timeouts=BRIEF)

    assert isinstance(result, NoAnswer)
    assert time.monotonic() - began < 2


def test_a_body_without_end_is_cut() -> None:
    def flood(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    with listening(flood) as url:
        result = exchange(Request(method="GET", url=url), timeouts=BRIEF, maximum_bytes=100_000)

    assert isinstance(result, Answered)
    assert (len(result.content), len(result.text), result.data) == (100_000, 1000, None)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "ftp://127.0.0.1/", "http://[/", "http://nowhere.invalid./"])
def test_what_never_left_is_told_apart(url: str) -> None:
    assert isinstance(exchange(Request(method="POST", url=url), timeouts=BRIEF), NotSent)


def test_redirections_are_not_followed() -> None:
    with PictureHost() as host:
        host.host.redirects_to = "/elsewhere"

        result = exchange(Request(method="GET", url=host.url), timeouts=BRIEF)

    assert isinstance(result, Answered)
    assert (result.status, len(host.journal.entries())) == (302, 1)


def test_secrets_leave_texts_and_what_is_parsed() -> None:
    with PictureHost() as host:
        host.script.on("GET", before(Reply(status=400, data={"said": "a/b+c", "quoted": "a%2Fb%2Bc"})))

        result = exchange(Request(method="GET", url=host.url), timeouts=BRIEF, secrets=("a/b+c",))

    assert isinstance(result, Answered)
    assert result.fields == {"said": "[removed]", "quoted": "[removed]"}
    assert "b+c" not in repr(result)


def test_no_secret_is_nothing_to_redact() -> None:
    assert redact("plain", ["", ""]) == "plain"


def test_scripts_count_calls_from_when_they_are_written() -> None:
    script = Script()
    script.fault_for("publish")
    script.on("publish", lost(), call=2)

    assert [script.fault_for("publish") for _ in range(3)] == [None, lost(), None]


def test_the_same_seed_gives_the_same_faults() -> None:
    def drawn(seed: int) -> list[Fault | None]:
        script = Script()
        script.randomly(seed=seed, share=0.15, faults=UNCLEAR, methods={"publish"})
        return [script.fault_for("publish") for _ in range(2000)]

    first = drawn(1)

    assert first == drawn(1)
    assert first != drawn(2)
    assert 240 < sum(fault is not None for fault in first) < 360


def test_methods_that_are_not_named_stay_whole() -> None:
    script = Script()
    script.randomly(seed=1, share=1, faults=UNCLEAR, methods={"publish"})

    assert script.fault_for("status") is None


def test_a_clock_stands_until_it_is_moved_or_runs() -> None:
    standing, running = Clock(), Clock(runs=True)
    began, started = standing.now(), running.now()
    time.sleep(0.01)

    assert standing.now() == began
    assert running.now() > started
    assert (standing.advance(minutes=-5) - began).total_seconds() == -300
