from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class File:
    """One file of a message, as it can be written to a folder and looked at."""

    name: str
    media_type: str
    content: bytes


class Message(Protocol):
    """What a renderer returns and a transport carries."""

    @property
    def files(self) -> tuple[File, ...]:
        """Return the message as files that a person can open."""
        ...

    @property
    def counts(self) -> Mapping[str, int]:
        """Return what a limit or a person would count: words, slides, characters in the channel's own unit."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what the channel could not carry as it was, for a person to read."""
        ...


@dataclass(frozen=True, kw_only=True)
class PulledMessage:
    """The message of a channel that answers requests: its files are the answer."""

    files: tuple[File, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
