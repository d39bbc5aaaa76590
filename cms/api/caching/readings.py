from threading import Lock
from typing import Any

from django.db import connection, connections
from django.db.utils import load_backend

from cms import epoch

CURRENT = b"SELECT number FROM epoch_epoch"


class EpochReader:
    """Reads the epoch on a connection of its own that stays open: the cheapest question one can ask a database.

    Django's own connections end with each request. Threads take turns; a turn is some hundredths of a millisecond.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._raw: Any = None

    def read(self) -> int:
        """Return the epoch. A connection that broke meanwhile is replaced once."""
        if connection.in_atomic_block:
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
        raw, self._raw = self._raw, None
        if raw is not None:
            raw.close()

    def _ask(self) -> int:
        if self._raw is None:
            self._raw = _connected()
        # Told by what it has, as asking Django's connection for its vendor takes half as long as the statement.
        row = _row_of_postgresql(self._raw) if hasattr(self._raw, "pgconn") else _row_of_sqlite(self._raw)
        if row is None:
            raise epoch.EpochMissingError
        return int(row)


def _connected() -> Any:
    """Connect as Django does, but not through the pool, whose connections are for whole requests."""
    settings = connections["default"].settings_dict
    options = {name: value for name, value in settings["OPTIONS"].items() if name != "pool"}
    wrapper = load_backend(settings["ENGINE"]).DatabaseWrapper({**settings, "OPTIONS": options}, alias="epoch")
    wrapper.connect()
    if wrapper.vendor == "postgresql":
        wrapper.connection.pgconn.prepare(b"epoch", CURRENT)
    return wrapper.connection


def _row_of_postgresql(raw: Any) -> bytes | None:
    result = raw.pgconn.exec_prepared(b"epoch", None)
    if result.error_message:
        raise ConnectionError(result.error_message.decode())
    value: bytes | None = result.get_value(0, 0)
    return value


def _row_of_sqlite(raw: Any) -> int | None:
    row = raw.execute(CURRENT.decode()).fetchone()
    return row[0] if row else None
