from threading import Lock
from typing import Any, Protocol

from cms import epoch
from cms.api.caching.leases import LeasedEpoch
from cms.api.connections import connected
from cms.database import database


class Source(Protocol):
    def read(self) -> int | None: ...

    def close(self) -> None: ...


class EpochReader:
    """Reads the epoch on a connection of its own that stays open: the cheapest question one can ask a database.

    Django's own connections end with each request. Threads take turns; a turn is some hundredths of a millisecond.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._source: Source | None = None

    def read(self) -> int:
        """Return the epoch. A connection that broke meanwhile is replaced once."""
        if database().in_atomic_block:
            # Only this connection sees what the transaction has changed.
            return epoch.current()
        with self._lock:
            try:
                return self._ask()
            except Exception:  # noqa: BLE001  Each driver has its own errors; what is wrong shows at the second try.
                self._close()
                return self._ask()

    def close(self) -> None:
        with self._lock:
            self._close()

    def _close(self) -> None:
        source, self._source = self._source, None
        if source is not None:
            source.close()

    def _ask(self) -> int:
        if self._source is None:
            self._source = _source()
        number = self._source.read()
        if number is None:
            raise epoch.EpochMissingError
        return number


class SQLiteEpoch:
    """Reads it from the file, without a server to wait for."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def read(self) -> int | None:
        row = self._raw.execute("SELECT number FROM epoch_epoch").fetchone()
        return row[0] if row else None

    def close(self) -> None:
        self._raw.close()


def _source() -> Source:
    found = connected()
    return LeasedEpoch(found.connection) if found.vendor == "postgresql" else SQLiteEpoch(found.connection)
