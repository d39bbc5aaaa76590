import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A request as it came, and what was done about it."""

    at: datetime
    verb: str
    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    parameters: Mapping[str, Any]
    had_effect: bool
    status: int
    fault: str = ""


class Journal:
    """All requests that a stand-in received, in their order."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._lock = threading.Lock()

    def write(self, entry: Entry) -> None:
        with self._lock:
            self._entries.append(entry)

    def entries(self, method: str = "") -> list[Entry]:
        with self._lock:
            return [entry for entry in self._entries if method in {"", entry.method}]

    @property
    def methods(self) -> list[str]:
        return [entry.method for entry in self.entries()]

    def urls_with(self, secret: str) -> list[str]:
        """Return the addresses that hold a token."""
        return [entry.url for entry in self.entries() if secret in entry.url]
