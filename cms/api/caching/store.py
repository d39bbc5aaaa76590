from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from cms.api.caching.entries import Entry


class Store:
    """The answers of one epoch, those used longest ago dropped first when they take too many bytes."""

    def __init__(self, maximum_bytes: int) -> None:
        self._maximum = maximum_bytes
        self._epoch = -1
        self._entries: OrderedDict[Hashable, Entry] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    @property
    def bytes(self) -> int:
        return self._bytes

    def get(self, key: Hashable, *, epoch: int) -> Entry | None:
        with self._lock:
            if epoch != self._epoch or key not in self._entries:
                return None
            self._entries.move_to_end(key)
            return self._entries[key]

    def put(self, key: Hashable, entry: Entry, *, epoch: int) -> None:
        if entry.size > self._maximum // 8:
            return
        with self._lock:
            if epoch > self._epoch:
                self._epoch, self._bytes = epoch, 0
                self._entries.clear()
            if epoch < self._epoch:
                return
            if known := self._entries.pop(key, None):
                self._bytes -= known.size
            self._entries[key] = entry
            self._bytes += entry.size
            while self._bytes > self._maximum:
                _key, dropped = self._entries.popitem(last=False)
                self._bytes -= dropped.size
