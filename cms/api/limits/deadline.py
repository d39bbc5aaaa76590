import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any, Self

from cms.api.limits.errors import LimitError
from cms.database import database

TICK_SECONDS = 0.1
CANCEL_SECONDS = 5

logger = logging.getLogger(__name__)


# That of the answer that this thread is making.
_current: ContextVar["Deadline | None"] = ContextVar("deadline", default=None)


def current_deadline() -> "Deadline | None":
    return _current.get()


def check_deadline() -> None:
    """Raise LimitError when the time for the answer that is being made is over."""
    if deadline := _current.get():
        deadline.check()


class Deadline:
    """Gives up an answer that takes too long: no further SQL statement begins, and the one that runs is cancelled.

    What takes long without the database calls check_deadline now and then.

    Both databases let another thread cancel a statement, which costs a request nothing; a statement timeout would cost
    each one more statement, and SQLite has none.
    """

    def __init__(self, seconds: float) -> None:
        self._ends = monotonic() + seconds
        # The connections whose statements may take too long. Of Django's own it is whichever is open at that time.
        self._django: Any = None
        self._apart: Any = None
        self._lock = Lock()
        self._is_running = False
        self._token: Token[Deadline | None] | None = None
        self.was_missed = False

    def __enter__(self) -> Self:
        self._django = database()
        self._django.execute_wrappers.append(self._before_statement)
        self._is_running = True
        self._token = _current.set(self)
        _watch.add(self)
        return self

    def __exit__(self, *_exception: object) -> None:
        # Whoever is just cancelling holds the lock, so that nothing is cancelled that comes after.
        with self._lock:
            self._is_running = False
        _watch.remove(self)
        if self._token is not None:
            _current.reset(self._token)
        self._django.execute_wrappers.remove(self._before_statement)

    @contextmanager
    def cancelling(self, driver: Any) -> Iterator[None]:
        """Cancel what runs meanwhile on a connection that is none of Django's, too."""
        self._apart = driver
        try:
            yield
        finally:
            # Whoever has the connection next is none of ours.
            with self._lock:
                self._apart = None

    def check(self) -> None:
        """Raise LimitError when the time is over."""
        if monotonic() >= self._ends:
            self.was_missed = True
            raise LimitError(name="seconds")

    def cancel_if_over(self) -> None:
        if monotonic() < self._ends:
            return
        with self._lock:
            if self._is_running:
                self.was_missed = True
                for driver in filter(None, (self._django.connection, self._apart)):
                    _try_to_cancel(driver)

    def _before_statement(self, execute: Callable[..., Any], *statement: Any) -> Any:
        self.check()
        return execute(*statement)


def _try_to_cancel(driver: Any) -> None:
    try:
        _cancel(driver)
    except Exception:
        # A connection that breaks just now ends its statement itself, and the others still have to be watched.
        logger.exception("A statement could not be cancelled at its deadline")


def _cancel(driver: Any) -> None:
    if isinstance(driver, sqlite3.Connection):
        driver.interrupt()
    else:
        driver.cancel_safe(timeout=CANCEL_SECONDS)


class Watch:
    """Looks at the deadlines that run, from a thread that lives as long as there are any."""

    def __init__(self) -> None:
        self._deadlines: set[Deadline] = set()
        self._lock = Lock()
        self._thread: Thread | None = None

    def add(self, deadline: Deadline) -> None:
        with self._lock:
            self._deadlines.add(deadline)
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._look, name="deadlines", daemon=True)
                self._thread.start()

    def remove(self, deadline: Deadline) -> None:
        with self._lock:
            self._deadlines.discard(deadline)

    def _look(self) -> None:
        while running := self._running():
            for deadline in running:
                deadline.cancel_if_over()
            sleep(TICK_SECONDS)

    def _running(self) -> tuple[Deadline, ...]:
        with self._lock:
            if not self._deadlines:
                self._thread = None
            return tuple(self._deadlines)


_watch = Watch()
