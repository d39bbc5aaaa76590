from collections import Counter
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO

from cms.importing.wordpress.account import Left
from cms.importing.words import one_line

IN_MEMORY = 1024 * 1024


class Ledger:
    """What arrived and what did not: counts in memory, each line of what was left in a file of its own."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.left_kinds: Counter[str] = Counter()
        self.left_words: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()
        self.words_in = 0
        self.words_added = 0
        self.words_stored = 0
        self._lines: IO[str] = SpooledTemporaryFile(IN_MEMORY, mode="w+", encoding="utf-8")  # noqa: SIM115  Closed below.

    @property
    def words_left(self) -> int:
        return sum(self.left_words.values())

    @property
    def words_unaccounted(self) -> int:
        return self.words_in + self.words_added - self.words_stored - self.words_left

    def add_words(self, *, arrived: int, stored: int, added: int = 0) -> None:
        self.words_in += arrived
        self.words_stored += stored
        self.words_added += added

    def leave(self, where: str, left: Iterable[Left]) -> None:
        for one in left:
            self.left_kinds[one.kind] += 1
            self.left_words[one.kind] += one.words
            self._lines.write(f"{where}: {one.kind} ({one.words} words): {one.text}\n")

    def say(self, where: str, texts: Iterable[str]) -> None:
        """Write down something that is no words and that somebody should look at."""
        for text in texts:
            self._lines.write(f"{where}: {one_line(text)}\n")

    def lines(self) -> Iterator[str]:
        """Yield all that was written down, once."""
        self._lines.seek(0)
        yield from self._lines
        self._lines.close()

    def summary(self) -> str:
        lines = [f"{name:<28}{number}" for name, number in self.counts.items()]
        lines += [
            "",
            f"{'words in':<28}{self.words_in}",
            f"{'words added':<28}{self.words_added}",
            f"{'words stored':<28}{self.words_stored}",
            f"{'words left over':<28}{self.words_left}",
            f"{'words unaccounted for':<28}{self.words_unaccounted}",
        ]
        if self.left_kinds:
            lines += ["", "Left over, each named below:"]
            lines += [f"  {n:>6} x {kind} ({self.left_words[kind]} words)" for kind, n in self.left_kinds.most_common()]
        if self.notes:
            lines += ["", "Changed or left out, without words:"]
            lines += [f"  {number:>6} x {note}" for note, number in self.notes.most_common()]
        return "\n".join(lines)
