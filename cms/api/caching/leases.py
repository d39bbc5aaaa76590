from select import POLLIN, poll
from time import monotonic
from typing import Any

from cms.epoch.postgresql import LEASE

SECONDS = 0.01
SETTINGS = b"SET default_transaction_isolation = 'read committed'; SET statement_timeout = '5s'"
# The lock is not waited for, so that readers never wait for writers.
HOLD = f"SELECT pg_try_advisory_xact_lock_shared({LEASE})"
READ = "SELECT number FROM epoch_epoch"
# Whoever has the lock already gets it again.
KEEP = f"SELECT pg_sleep({{seconds}}) WHERE pg_try_advisory_xact_lock_shared({LEASE})"


class LeasedEpoch:
    """Reads the epoch from PostgreSQL; where requests are many, once for all those of a hundredth of a second.

    A lease is a transaction that holds a lock, reads the epoch and sleeps. Whoever changes content is committed only
    when no transaction holds the lock, so the epoch stays what it was read as, and no answer is out of date. PostgreSQL
    ends the lease by itself, even that of a process that has stopped. It is relied on from before it begins until that
    time has passed by our clock, or until PostgreSQL says that it is over, whichever comes first.
    """

    def __init__(self, connection: Any, *, seconds: float = SECONDS) -> None:
        self._connection, self._seconds = connection, seconds
        self._pgconn = connection.pgconn
        self._readable = poll()
        self._readable.register(self._pgconn.socket, POLLIN)
        self._number: int | None = None
        self._asked = self._ends = 0.0
        # What is sent is a few hundred bytes, which always find room.
        self._pgconn.nonblocking = 0
        _check(self._pgconn.exec_(SETTINGS))
        statements = {b"hold": HOLD, b"read": READ, b"keep": KEEP.format(seconds=seconds)}
        for name, text in statements.items():
            _check(self._pgconn.prepare(name, text.encode()))
        self._pgconn.enter_pipeline_mode()

    def read(self) -> int | None:
        now = monotonic()
        # A lease is dearer than a look, so it is taken where the next request is likely to come before it is over.
        is_busy, self._asked = now - self._asked < self._seconds, now
        if now < self._ends and self._is_held():
            return self._number
        if self._ends:
            self._end()
        self._number = self._leased(now) if is_busy else self._looked_up()
        return self._number

    def close(self) -> None:
        self._connection.close()

    def _is_held(self) -> bool:
        """Say whether the transaction still sleeps. What came from PostgreSQL is read without waiting for more."""
        self._pgconn.consume_input()
        return bool(self._pgconn.is_busy())

    def _looked_up(self) -> int | None:
        self._pgconn.send_query_prepared(b"read", None)
        self._pgconn.pipeline_sync()
        number = self._value()
        self._synchronized()
        return None if number is None else int(number)

    def _leased(self, now: float) -> int | None:
        self._pgconn.send_query_prepared(b"hold", None)
        self._pgconn.send_query_prepared(b"read", None)
        self._pgconn.send_flush_request()
        self._pgconn.send_query_prepared(b"keep", None)
        self._pgconn.pipeline_sync()
        is_held, number = self._value() == b"t", self._value()
        if is_held:
            self._ends = now + self._seconds
        else:
            self._end()
        return None if number is None else int(number)

    def _end(self) -> None:
        """Read what PostgreSQL says at the end of a lease."""
        self._ends = 0.0
        self._value()
        self._synchronized()

    def _value(self) -> bytes | None:
        """Return the only value of the next statement, None where it found no row."""
        result = _check(self._result())
        self._pgconn.get_result()
        value: bytes | None = result.get_value(0, 0)
        return value

    def _synchronized(self) -> None:
        _check(self._result())

    def _result(self) -> Any:
        """Wait for the next result; other threads may run meanwhile, which the library's own waiting would not let."""
        while self._pgconn.is_busy():
            self._readable.poll()
            self._pgconn.consume_input()
        return self._pgconn.get_result()


def _check(result: Any) -> Any:
    if result.error_message:
        raise ConnectionError(result.error_message.decode())
    return result
