import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.servers import ROOT


class Senders:
    """Processes that send, started again whenever one has ended or was killed."""

    def __init__(self, forking: "subprocess.Popen[str]", *, count: int, arguments: Sequence[str]) -> None:
        self._forking = forking
        self._arguments = arguments
        self._running: list[int] = []
        self._count = count
        self.kills = 0
        self.starts = 0
        self.processor_seconds = 0

    def keep_running(self) -> None:
        """Start as many as are missing."""
        self._running = [each for each in self._running if _is_alive(each)]
        while len(self._running) < self._count:
            self._running.append(self._started())

    def kill(self, number: int) -> None:
        """Kill one of them, wherever it is."""
        alive = [each for each in self._running if _is_alive(each)]
        if alive:
            self._signal(alive[number % len(alive)], signal.SIGKILL)
            self.kills += 1

    def kill_all(self) -> None:
        for number in range(len(self._running)):
            self.kill(number)

    def freeze(self, number: int) -> int | None:
        """Stop one of them in the middle of what it does, and return it."""
        alive = [each for each in self._running if _is_alive(each)]
        if not alive:
            return None
        self._signal(alive[number % len(alive)], signal.SIGSTOP)
        return alive[number % len(alive)]

    def wake(self, process: int) -> None:
        self._signal(process, signal.SIGCONT)

    def stop(self) -> None:
        for each in self._running:
            self._signal(each, signal.SIGKILL)

    def _started(self) -> int:
        assert self._forking.stdin is not None
        assert self._forking.stdout is not None
        self.starts += 1
        name = f"sender {self.starts}"
        self._forking.stdin.write(json.dumps([each.format(name=name) for each in self._arguments]) + "\n")
        self._forking.stdin.flush()
        return int(self._forking.stdout.readline())

    @staticmethod
    def _signal(process: int, kind: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(process, kind)


@contextmanager
def senders(*, count: int, arguments: Sequence[str], ledger: str, log: Path) -> Iterator[Senders]:
    command = [sys.executable, "-m", "tests.faults.forking", ledger]
    with log.open("w") as errors:
        pipe = subprocess.PIPE
        forking = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=errors, text=True, cwd=ROOT)
        assert forking.stdout is not None
        assert forking.stdout.readline().strip() == "ready", f"Senders could not be started; see {log}."
        made = Senders(forking, count=count, arguments=arguments)
        try:
            yield made
        finally:
            made.stop()
            # It says at last how many seconds of a processor the senders took.
            said, _ = forking.communicate(timeout=30)
            made.processor_seconds = int(said.split()[-1])


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except (FileNotFoundError, ProcessLookupError):
        return False
