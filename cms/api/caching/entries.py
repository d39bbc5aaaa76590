from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

# Beside its bytes, what an entry takes in memory: its headers, its key, the places that name it.
OVERHEAD = 2048


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A whole answer to a query of the public: what is sent again for the same request at the same epoch."""

    content: bytes
    # All that stay the same; Cache-Control depends on when the answer is sent.
    headers: tuple[tuple[str, str], ...]
    etag: str
    # It was made at the first moment, and the clock alone changes it at the second.
    since: datetime
    until: datetime

    @property
    def size(self) -> int:
        return len(self.content) + OVERHEAD

    def holds(self, now: datetime) -> bool:
        return self.since <= now < self.until

    @classmethod
    def of(cls, content: bytes, *, headers: Mapping[str, str], etag: str, since: datetime, until: datetime) -> "Entry":
        kept = tuple((name, value) for name, value in headers.items() if name != "Cache-Control")
        return cls(content=content, headers=kept, etag=etag, since=since, until=until)
