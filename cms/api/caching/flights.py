from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Generic, TypeVar

Result = TypeVar("Result")


@dataclass(kw_only=True)
class Flight(Generic[Result]):
    landed: Event = field(default_factory=Event)
    # None when it failed, or came to something that is for nobody else.
    result: Result | None = None


class Flights(Generic[Result]):
    """Of the threads that want the same thing at the same time, one makes it and the others wait for it."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, Flight[Result]] = {}
        self._lock = Lock()

    def joined(self, key: Hashable, *, seconds: float) -> "Flight[Result] | None":
        """Return None to whoever is the first, who has to call `land`; to others the flight, when it has landed."""
        with self._lock:
            flight = self._flights.get(key)
            if flight is None:
                self._flights[key] = Flight()
                return None
        flight.landed.wait(seconds)
        return flight

    def land(self, key: Hashable, result: Result | None) -> None:
        with self._lock:
            flight = self._flights.pop(key)
        flight.result = result
        flight.landed.set()

    def share(self, key: Hashable, make: Callable[[], Result | None], *, seconds: float) -> Result | None:
        """Return what one of the threads made; None when that came to nothing, and each has to help itself."""
        if flight := self.joined(key, seconds=seconds):
            return flight.result
        result = None
        try:
            result = make()
        finally:
            self.land(key, result)
        return result
