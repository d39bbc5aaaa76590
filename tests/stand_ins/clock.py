import threading
import time
from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Clock:
    """A vendor's clock: it stands still until it is moved, or runs from where it was set."""

    def __init__(self, start: datetime = NOW, *, runs: bool = False) -> None:
        self._start = start
        self._began = time.monotonic() if runs else None
        self._lock = threading.Lock()

    def now(self) -> datetime:
        with self._lock:
            passed = time.monotonic() - self._began if self._began is not None else 0
            return self._start + timedelta(seconds=passed)

    def advance(self, **amount: float) -> datetime:
        """Move the clock, backwards with a negative amount."""
        with self._lock:
            self._start += timedelta(**amount)
        return self.now()
