"""What the operating system knows of processes and of all that they started."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def cpu_seconds(roots: Iterable[int]) -> float:
    """Return user and system time, with that of children that have ended."""
    stats = _stats()
    return sum(sum(map(int, stats[pid][11:15])) for pid in _with_children(roots, stats) if pid in stats) / TICKS


def resident_megabytes(root: int) -> float:
    """Return the memory of the processes below one: of granian's workers, without granian itself."""
    return sum(_resident_bytes(pid) for pid in _with_children([root], _stats()) - {root}) / 1024**2


def _stats() -> dict[int, list[str]]:
    """Return the fields of /proc/PID/stat that follow the name, which stands in brackets and may hold spaces."""
    return {pid: text.rpartition(")")[2].split() for pid, text in _read("stat")}


def _read(name: str) -> Iterator[tuple[int, str]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            yield int(folder.name), (folder / name).read_text()
        except OSError:
            # It has ended meanwhile.
            continue


def _with_children(roots: Iterable[int], stats: dict[int, list[str]]) -> set[int]:
    found = set(roots)
    while more := {pid for pid, fields in stats.items() if int(fields[1]) in found} - found:
        found |= more
    return found


def _resident_bytes(pid: int) -> int:
    try:
        return int(Path("/proc", str(pid), "statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0
