import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache

from cms import cache as caches_module
from cms.api.caching.front_door import FrontDoor
from cms.api.http.endpoint import respond
from cms.settings.caches import REDIS_SECONDS, caches
from cms.wsgi import django
from tests.cms.api.caching.test_front_door import Reader, titles
from tests.factories.site import make_site, make_statement
from tests.servers import valkey

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.enable_socket]


@contextmanager
def silent_server() -> Iterator[str]:
    """Accept every connection and never say a word, as a server does whose machine hangs."""
    held: list[socket.socket] = []

    def accept(listening: socket.socket) -> None:
        while True:
            try:
                held.append(listening.accept()[0])
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=accept, args=(listening,), daemon=True).start()
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0"
        listening.shutdown(socket.SHUT_RDWR)
    for connection in held:
        connection.close()


def use(settings: Any, url: str) -> None:
    settings.REDIS_URL, settings.CACHES = url, caches(url)
    caches_module.outages.clear()


def test_a_redis_that_hangs_delays_one_answer_and_no_other(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    make_statement(make_site().statements)
    with silent_server() as url, caplog.at_level(logging.WARNING):
        use(settings, url)
        settings.GRAPHQL_CACHE_BYTES = 0
        reader = Reader(door=FrontDoor(django, respond=respond))
        times = []
        for _ in range(3):
            began = time.monotonic()
            assert titles(reader.get())
            times.append(time.monotonic() - began)
        reader.door.close()

    assert times[0] < 4 * REDIS_SECONDS
    assert max(times[1:]) < REDIS_SECONDS
    assert [record.getMessage().partition(",")[0] for record in caplog.records] == ["Redis does not answer"]


def test_without_redis_nothing_is_known(settings: Any) -> None:
    with silent_server() as url:
        use(settings, url)

        assert cache.get("name", "else") == "else"
        cache.set("name", "value")
        assert (cache.add("name", 1), cache.touch("name"), cache.delete("name"), "name" in cache) == (False,) * 4
        assert (cache.get_many(["name"]), cache.set_many({"name": 1})) == ({}, [])
        with pytest.raises(ValueError, match="cannot be counted"):
            cache.incr("name")
        cache.delete_many(["name"])
        cache.clear()


def test_redis_is_asked_again_after_a_pause(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with valkey() as url:
        use(settings, url)
        outage = caches_module.outages.setdefault((url,), caches_module.Outage())
        outage.begin()
        cache.set("name", "lost")
        assert cache.get("name") is None

        monkeypatch.setattr(caches_module, "PAUSE_SECONDS", 0)
        outage.begin()
        cache.set("name", "kept")

        assert (cache.get("name"), outage.may_ask()) == ("kept", True)
