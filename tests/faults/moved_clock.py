import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.stand_ins.clock import Clock

VARIABLE = "FAULTS_CLOCK"


class ClockFile:
    """A clock that several processes read: it runs faster than the real one, and can be moved.

    The file says at which real moment it was which moment, how fast it goes, and by how much the senders' clocks are
    wrong meanwhile.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def start(self, moment: datetime, *, speed: float) -> None:
        self._write({"real": time.time(), "moment": moment.timestamp(), "speed": speed, "wrong_by": 0.0})

    def now(self) -> datetime:
        """Return the time that vendors have."""
        return self._moment(self._read())

    def sender_now(self) -> datetime:
        """Return the time that senders believe it is."""
        said = self._read()
        return self._moment(said) + timedelta(seconds=said["wrong_by"])

    def advance(self, amount: timedelta) -> None:
        """Let time pass for everybody."""
        self._change(moment=lambda said: self._moment(said).timestamp() + amount.total_seconds())

    def jump(self, amount: timedelta) -> None:
        """Set the clocks of senders wrong by an amount; with none, right again."""
        self._change(wrong_by=lambda _: amount.total_seconds())

    def _change(self, **changes: Callable[[dict[str, float]], float]) -> None:
        said = self._read()
        base = {**said, "real": time.time(), "moment": self._moment(said).timestamp()}
        self._write(base | {name: change(said) for name, change in changes.items()})

    @staticmethod
    def _moment(said: dict[str, float]) -> datetime:
        passed = (time.time() - said["real"]) * said["speed"]
        return datetime.fromtimestamp(said["moment"] + passed, tz=UTC)

    def _read(self) -> dict[str, float]:
        said: dict[str, float] = json.loads(self._path.read_text())
        return said

    def _write(self, said: dict[str, float]) -> None:
        # Whoever reads at the same moment finds the old file or the new one.
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(said))
        fresh.replace(self._path)


class VendorClock(Clock):
    """The clock of stand-ins."""

    def __init__(self, file: ClockFile) -> None:
        super().__init__()
        self._file = file

    def now(self) -> datetime:
        return self._file.now()
