from collections import deque
from collections.abc import Sequence
from typing import Any

from cms.api.connections import connected

MAXIMUM_PREPARED = 256
# Not knowing how long a list of keys will be, the server expects the worst and would plan anew each time, which takes
# longer than to run what it plans without; compiling takes longer still. What is asked for often lies in memory, where
# it costs as much to look at one row as at the next: by default the server would rather read small tables whole.
SETTINGS = b"SET plan_cache_mode = force_generic_plan; SET jit = off; SET random_page_cost = 1.1"

# PGRES_COMMAND_OK and PGRES_TUPLES_OK of libpq.
DONE = (1, 2)


class Reader:
    """A connection to PostgreSQL on which statements are prepared once, apart from those of Django.

    Django's are handed out and taken back for each request, and looked up by each step of one, which takes longer than
    many a statement. Nothing is ever changed here, and each statement is a transaction of its own.
    """

    def __init__(self) -> None:
        self.driver: Any = connected().connection
        # The names of the statements that the server knows for as long as the connection lives.
        self._known: set[bytes] = set()
        self._checked(self.driver.pgconn.exec_(SETTINGS))

    @property
    def is_broken(self) -> bool:
        return bool(self.driver.closed)

    def value(self, name: bytes, text: str, parameters: Sequence[bytes | None]) -> bytes | None:
        """Run a statement, which is prepared under its name, and return the one value that it comes to."""
        if name not in self._known:
            self._prepare(name, text)
        found: bytes | None = self._checked(self.driver.pgconn.exec_prepared(name, parameters)).get_value(0, 0)
        return found

    def close(self) -> None:
        self.driver.close()

    def _prepare(self, name: bytes, text: str) -> None:
        if len(self._known) >= MAXIMUM_PREPARED:
            self._checked(self.driver.pgconn.exec_(b"DEALLOCATE ALL"))
            self._known.clear()
        self._checked(self.driver.pgconn.prepare(name, text.encode()))
        self._known.add(name)

    def _checked(self, result: Any) -> Any:
        if result.status in DONE:
            return result
        from psycopg.errors import OperationalError, error_from_result  # noqa: PLC0415  Only PostgreSQL's users have it.

        # What libpq itself says of a connection that broke has no code of the server's.
        raise OperationalError(result.error_message.decode()) if self.is_broken else error_from_result(result)


class Readers:
    """Those of this process: as many as threads ever read at the same time."""

    def __init__(self) -> None:
        self._idle: deque[Reader] = deque()

    def take(self) -> tuple[Reader, bool]:
        """Return a reader for the caller alone, and whether it was used before, so that it may have broken since."""
        try:
            return self._idle.pop(), True
        except IndexError:
            return Reader(), False

    def give_back(self, reader: Reader) -> None:
        if reader.is_broken:
            reader.close()
        else:
            self._idle.append(reader)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()


readers = Readers()
