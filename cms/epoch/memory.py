from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from django.db.transaction import Atomic

from cms.database import database

MAXIMUM_VALUES = 4096

Value = TypeVar("Value")


class Memory:
    """Values that hold for one epoch. What was made for a later one takes the place of all the others."""

    def __init__(self) -> None:
        self._epoch = -1
        self._values: dict[Hashable, Any] = {}
        self._lock = Lock()

    @property
    def epoch(self) -> int | None:
        """The epoch of what is kept, which may be over by now."""
        return self._epoch if self._values else None

    def value(self, epoch: int, key: Hashable, make: Callable[[], Value]) -> Value:
        with self._lock:
            if self._epoch == epoch and key in self._values:
                known: Value = self._values[key]
                return known
        made = make()
        self._keep(epoch, key, made)
        return made

    def _keep(self, epoch: int, key: Hashable, value: Any) -> None:
        with self._lock:
            if epoch > self._epoch:
                self._epoch, self._values = epoch, {}
            if epoch == self._epoch and len(self._values) < MAXIMUM_VALUES:
                self._values[key] = value


_of_process = Memory()
# A transaction may be rolled back, so what was made within it is nobody else's.
_of_transactions: WeakKeyDictionary[Atomic, Memory] = WeakKeyDictionary()


def remembered(epoch: int, key: Hashable, make: Callable[[], Value]) -> Value:
    """Return the value that was made under this key at this epoch, or make it.

    Another thread may make the same value at the same time; and a value that was made while the content changed is
    kept under the epoch before, which nobody will ask for again.
    """
    return _memory().value(epoch, key, make)


def latest() -> int | None:
    """Return the epoch of what is remembered, without a look at the database: whoever relies on it has to check it."""
    return _memory().epoch


def _memory() -> Memory:
    blocks = database().atomic_blocks
    return _of_transactions.setdefault(blocks[0], Memory()) if blocks else _of_process
