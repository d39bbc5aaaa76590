import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Self

from django.conf import settings

# Sixteen hexadecimal digits tell more documents apart than anybody will ever write.
SHORT_LENGTH = 16


class ManifestError(Exception):
    """A file of trusted documents is not what it should be."""


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a document as clients compute it: of its UTF-8 bytes, in lower-case hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class TrustedDocument:
    """A document that may be asked for by its id."""

    text: str
    name: str
    # A channel of ours, or the file of an outside consumer.
    source: str
    # The id that the consumer's own tools gave it, such as Relay's MD5.
    custom_id: str | None = None

    @property
    def sha256(self) -> str:
        return fingerprint(self.text)

    @property
    def short_id(self) -> str:
        return self.sha256[:SHORT_LENGTH]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Trusted documents, found by any of their ids."""

    documents: Mapping[str, TrustedDocument] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, documents: Iterable[TrustedDocument]) -> Self:
        found: dict[str, TrustedDocument] = {}
        for document in documents:
            for key in (document.sha256, document.short_id, document.custom_id):
                if key and found.setdefault(key, document).text != document.text:
                    message = f"Two documents have the id {key}: {found[key].name} and {document.name}."
                    raise ManifestError(message)
        return cls(documents=found)

    def by_id(self, document_id: str) -> TrustedDocument | None:
        """Find a document by its SHA-256, with the prefix sha256: or without, or by the id of its consumer."""
        return self.documents.get(document_id.removeprefix("sha256:"))

    def as_json(self) -> str:
        """Write the manifest as it lies in git, so that a change of a document shows as a change of its lines."""
        entries = {document.sha256: _entry(document) for document in self.documents.values()}
        ordered = dict(sorted(entries.items(), key=lambda item: (item[1]["source"], item[1]["name"], item[0])))
        return json.dumps(ordered, indent=2, ensure_ascii=False) + "\n"


def _entry(document: TrustedDocument) -> dict[str, str]:
    own = {"source": document.source, "name": document.name, "document": document.text}
    return own | ({"id": document.custom_id} if document.custom_id else {})


def manifest() -> Manifest:
    """Return what the files in settings.GRAPHQL_MANIFESTS trust; a process reads them once."""
    return _read(tuple(Path(path) for path in settings.GRAPHQL_MANIFESTS))


@cache
def _read(paths: tuple[Path, ...]) -> Manifest:
    return Manifest.of(document for path in paths if path.exists() for document in read_manifest(path))


def read_manifest(path: Path) -> list[TrustedDocument]:
    entries: dict[str, dict[str, str]] = json.loads(path.read_text())
    documents = [
        TrustedDocument(text=entry["document"], name=entry["name"], source=entry["source"], custom_id=entry.get("id"))
        for entry in entries.values()
    ]
    if wrong := [each.name for each, key in zip(documents, entries, strict=True) if each.sha256 != key]:
        message = f"{path} was edited by hand: {', '.join(wrong)}. Write it anew: manage.py trust_documents --write"
        raise ManifestError(message)
    return documents
