import re
from typing import NamedTuple

from django.utils.html import escape

SPACE = re.compile(r"[ \t\n\r\f]+")
BREAK = "\n"
TAGS = {"b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i", "dfn": "i", "sup": "sup", "sub": "sub"}
TAGS |= {"code": "code", "kbd": "code", "samp": "code", "tt": "code"}


class Mark(NamedTuple):
    opening: str
    closing: str
    # Two links side by side to the same place stay two links.
    number: int = 0


class RichText:
    """Running text that is being written: runs of words with the marks that are open around them."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.runs: list[tuple[tuple[Mark, ...], str]] = []

    def add(self, text: str) -> None:
        if text:
            self.runs.append((tuple(dict.fromkeys(self.marks)), SPACE.sub(" ", text)))

    def break_line(self) -> None:
        self.runs.append(((), BREAK))

    def plain(self) -> str:
        return "".join(text for _marks, text in self.runs).strip()

    def take(self) -> str:
        """Return what was written as HTML and begin anew. Nothing but space is nothing."""
        runs, self.runs = _trimmed(self.runs), []
        return "".join(_parts(runs))


def mark_of(tag: str) -> Mark | None:
    name = TAGS.get(tag)
    return Mark(f"<{name}>", f"</{name}>") if name else None


def link_mark(attributes: dict[str, str], *, number: int) -> Mark:
    opening = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return Mark(f"<a{opening}>", "</a>", number)


def _trimmed(runs: list[tuple[tuple[Mark, ...], str]]) -> list[tuple[tuple[Mark, ...], str]]:
    start, end = 0, len(runs)
    while start < end and not runs[start][1].strip():
        start += 1
    while end > start and not runs[end - 1][1].strip():
        end -= 1
    kept = runs[start:end]
    if kept:
        kept[0] = (kept[0][0], kept[0][1].lstrip())
        kept[-1] = (kept[-1][0], kept[-1][1].rstrip())
    return kept


def _parts(runs: list[tuple[tuple[Mark, ...], str]]) -> list[str]:
    parts: list[str] = []
    current: list[Mark] = []
    for marks, words in runs:
        if words == BREAK:
            parts.append("<br/>")
            continue
        text = words.lstrip() if parts and parts[-1] == "<br/>" else words
        same = 0
        while same < len(current) and same < len(marks) and current[same] == marks[same]:
            same += 1
        # Space belongs to no mark that has ended, and opens none.
        wanted = marks if text.strip() else marks[:same]
        parts += [mark.closing for mark in reversed(current[same:])]
        parts += [mark.opening for mark in wanted[same:]]
        parts.append(escape(text))
        current = list(wanted)
    return [*parts, *(mark.closing for mark in reversed(current))]
