from collections.abc import Mapping
from typing import Any, Protocol


class SourceError(Exception):
    """A source of content could not answer; the message says why and what to do."""


class Source(Protocol):
    """Where channels get content from: this process, or an endpoint on another machine."""

    def execute(self, document: str, *, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Run a document and return its data. Raises SourceError."""
        ...

    def fetch(self, url: str) -> bytes:
        """Return the bytes of an image whose address a document returned. Raises SourceError."""
        ...
