import random
import threading
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a vendor answers."""

    status: int = 200
    data: Any = None
    # Instead of JSON.
    content: bytes | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)


class Way(StrEnum):
    """How an answer goes, once it is known whether there was an effect."""

    ANSWERED = "answered"
    # The connection ends without a byte.
    CLOSED = "closed"
    # As before, by a reset.
    RESET = "reset"
    # The answer comes when the client may have given up.
    LATE = "late"
    TRUNCATED = "truncated"
    NOT_JSON = "not_json"
    # What a proxy in between says of a server behind it.
    BAD_GATEWAY = "bad_gateway"


@dataclass(frozen=True, kw_only=True)
class Fault:
    has_effect: bool
    way: Way = Way.ANSWERED
    # Said instead of the vendor's own answer.
    reply: Reply | None = None
    # How late an answer is. Without an effect before it, the effect comes as late.
    seconds: float = 0

    @property
    def name(self) -> str:
        said = f" {self.reply.status}" if self.reply else ""
        return f"{self.way}{said} {'after' if self.has_effect else 'before'} effect"


def before(reply: Reply) -> Fault:
    return Fault(has_effect=False, reply=reply)


def after(reply: Reply) -> Fault:
    return Fault(has_effect=True, reply=reply)


def lost(*, has_effect: bool = True, by: Way = Way.CLOSED) -> Fault:
    return Fault(has_effect=has_effect, way=by)


def late(seconds: float, *, has_effect: bool = True) -> Fault:
    return Fault(has_effect=has_effect, way=Way.LATE, seconds=seconds)


# Each may hide an effect or the lack of one; a client cannot tell.
UNCLEAR = tuple(
    Fault(has_effect=has_effect, way=way)
    for has_effect in (True, False)
    for way in (Way.CLOSED, Way.RESET, Way.TRUNCATED, Way.NOT_JSON, Way.BAD_GATEWAY)
)


class Script:
    """Says which call of which method goes wrong, and how. Calls are counted from 1, per method."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: Counter[str] = Counter()
        self._planned: dict[tuple[str, int], Fault] = {}
        self._standing: dict[str, Fault] = {}
        self._random: Callable[[str], Fault | None] = lambda _: None

    def on(self, method: str, fault: Fault, *, call: int | None = None) -> None:
        """Let the n-th call of a method go wrong, counted from now, or each one without a number."""
        with self._lock:
            if call is None:
                self._standing[method] = fault
            else:
                self._planned[method, self._calls[method] + call] = fault

    def heal(self) -> None:
        """Let nothing go wrong from here on."""
        with self._lock:
            self._planned.clear()
            self._standing.clear()
            self._random = lambda _: None

    def randomly(self, *, seed: int, share: float, faults: Sequence[Fault], methods: Collection[str] = ()) -> None:
        """Let a share of all calls go wrong; the same seed gives the same faults in the same order of calls."""
        lot = random.Random(seed)  # noqa: S311  No secret: a run that can be repeated.

        def drawn(method: str) -> Fault | None:
            hit, fault = lot.random() < share, lot.choice(faults)
            return fault if hit and (not methods or method in methods) else None

        with self._lock:
            self._random = drawn

    def fault_for(self, method: str) -> Fault | None:
        with self._lock:
            self._calls[method] += 1
            planned = self._planned.pop((method, self._calls[method]), None)
            return planned or self._standing.get(method) or self._random(method)
