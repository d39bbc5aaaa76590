import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Data = dict[str, Any]
# Together shorter than a lease, so that what was sent is still reported by whoever sent it.
PAUSES = (1, 2, 5, 10, 20, 30)
REFUSED = {"UNAUTHENTICATED", "FORBIDDEN"}


class LedgerUnreachableError(Exception):
    """Nobody knows whether the ledger got it. Asking once more does no harm: mutations are stored under their id."""


class LedgerRefusedError(Exception):
    """The ledger understood and declines, for instance because of the token."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code

    @property
    def is_about_access(self) -> bool:
        return self.code in REFUSED


class Client(Protocol):
    """Carries documents to the ledger, in this process or over HTTP."""

    def execute(self, name: str, variables: Mapping[str, Any]) -> Data:
        """Run a document of this package and return its data. Raises LedgerUnreachableError or LedgerRefusedError."""
        ...


@dataclass(kw_only=True)
class Patient:
    """A client that asks again when the ledger is not reached any more. Who never reached it is told at once."""

    client: Client
    pauses: Sequence[float] = PAUSES
    sleep: Callable[[float], object] = time.sleep
    _was_reached: bool = False

    def execute(self, name: str, variables: Mapping[str, Any]) -> Data:
        for pause in self.pauses if self._was_reached else ():
            try:
                return self.client.execute(name, variables)
            except LedgerUnreachableError:
                self.sleep(pause)
        found = self.client.execute(name, variables)
        self._was_reached = True
        return found


def data_of(answer: Mapping[str, Any]) -> Data:
    """Return the data of a response map. Raises as Client.execute does."""
    errors = answer.get("errors") or []
    data = answer.get("data")
    if not errors and isinstance(data, dict):
        return data
    message = "; ".join(str(error.get("message")) for error in errors) or "The answer holds no data."
    code = next((str(error.get("extensions", {}).get("code", "")) for error in errors), "")
    if code in {"INTERNAL", "RATE_LIMITED", "TIMEOUT", ""}:
        raise LedgerUnreachableError(message)
    raise LedgerRefusedError(message, code=code)
