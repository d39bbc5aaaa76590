import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 10


class Outage:
    """Says whether a server is to be left alone. After each pause one caller tries it, and the others go without."""

    def __init__(self) -> None:
        self._ends: float | None = None
        self._lock = Lock()

    def may_ask(self) -> bool:
        if self._ends is None:
            return True
        with self._lock:
            now = time.monotonic()
            if self._ends is not None and now < self._ends:
                return False
            self._ends = now + PAUSE_SECONDS
            return True

    def begin(self) -> bool:
        """Return whether this is news."""
        with self._lock:
            is_news = self._ends is None
            self._ends = time.monotonic() + PAUSE_SECONDS
            return is_news

    def end(self) -> None:
        self._ends = None


# Every thread has a client of its own, and what one learns the others need not wait for.
outages: dict[tuple[str, ...], Outage] = {}


class OptionalRedisClient(RedisCacheClient):
    """Answers like an empty cache while Redis does not answer, so that nobody waits for what can be made anew."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, **options)
        self._outage = outages.setdefault(tuple(servers), Outage())

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        return bool(self._asked(super().add, key, value, timeout))

    def get(self, key: Any, default: Any) -> Any:
        return self._asked(super().get, key, default, otherwise=default)

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        self._asked(super().set, key, value, timeout)

    def touch(self, key: Any, timeout: Any) -> bool:
        return bool(self._asked(super().touch, key, timeout))

    def delete(self, key: Any) -> bool:
        return bool(self._asked(super().delete, key))

    def get_many(self, keys: Any) -> dict[Any, Any]:
        found: dict[Any, Any] = self._asked(super().get_many, keys, otherwise={})
        return found

    def has_key(self, key: Any) -> bool:
        return bool(self._asked(super().has_key, key))

    def incr(self, key: Any, delta: int) -> int:
        found: int | None = self._asked(super().incr, key, delta)
        if found is None:
            message = f"Redis does not answer, so '{key}' cannot be counted."
            raise ValueError(message)
        return found

    def set_many(self, data: Any, timeout: Any) -> None:
        self._asked(super().set_many, data, timeout)

    def delete_many(self, keys: Any) -> None:
        self._asked(super().delete_many, keys)

    def clear(self) -> bool:
        return bool(self._asked(super().clear))

    def _asked(self, ask: Callable[..., Any], *arguments: Any, otherwise: Any = None) -> Any:
        if not self._outage.may_ask():
            return otherwise
        try:
            found = ask(*arguments)
        except (RedisConnectionError, RedisTimeoutError) as error:
            if self._outage.begin():
                logger.error("Redis does not answer, so everything is made without it until it does: %s", error)  # noqa: TRY400  The trace says no more.
            return otherwise
        self._outage.end()
        return found


class OptionalRedisCache(RedisCache):
    """Redis whose loss costs time alone."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = OptionalRedisClient
