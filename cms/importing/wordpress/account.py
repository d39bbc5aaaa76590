from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol

from cms.importing.conversion import BlockData
from cms.importing.words import count_words, one_line


@dataclass(frozen=True, kw_only=True)
class Left:
    """Words that were not carried over, with what they were."""

    kind: str
    text: str

    @property
    def words(self) -> int:
        return count_words([self.text])


@dataclass(frozen=True, kw_only=True)
class Picture:
    image: int
    alt: str


class Targets(Protocol):
    """What a text points at: pages, pictures and files."""

    def link(self, href: str) -> dict[str, str] | None: ...

    def picture(self, source: str, *, number: str, alt: str) -> Picture | None: ...

    def file(self, source: str, *, number: str) -> int | None: ...

    def attached_pictures(self) -> list[str]: ...

    def caption(self, number: str) -> str: ...


@dataclass(kw_only=True)
class Account:
    """What became of a text: the blocks it went into and everything that did not."""

    blocks: list[BlockData] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    # What was changed or left out that is no words: how often.
    notes: Counter[str] = field(default_factory=Counter)
    # Words the importer wrote itself, such as the address of a video that stood in no text.
    words_added: int = 0
    # Alt texts are kept with the pictures, not in the text.
    alts: list[str] = field(default_factory=list)
    # Captions of attachments that stand in galleries, by number; their words are counted as added here.
    captions: dict[str, str] = field(default_factory=dict)
    words_in: int = 0
    links: int = 0
    dead_links: list[str] = field(default_factory=list)
    # Links where text has no markup, such as captions; their words are kept.
    lost_links: list[str] = field(default_factory=list)
    missing_images: list[str] = field(default_factory=list)
    missing_files: list[str] = field(default_factory=list)

    def leave(self, kind: str, text: str) -> None:
        shown = one_line(text)
        if shown:
            self.left.append(Left(kind=kind, text=shown))

    @property
    def words_in_pictures(self) -> int:
        return count_words(self.alts)

    @property
    def words_left(self) -> int:
        return sum(left.words for left in self.left)
