import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from cms.api.trusted.automatic import automatic_documents
from cms.api.trusted.errors import (
    DocumentError,
    DocumentNotFoundError,
    MismatchError,
    NotTrustedError,
    PersistedQueryNotFoundError,
    PersistedQueryNotSupportedError,
)
from cms.api.trusted.manifest import fingerprint, manifest

SHA256 = re.compile(r"[0-9a-f]{64}")


def text_by_id(document_id: str, *, query: str | None) -> str:
    """Return the document of an id as the appendix on persisted documents of GraphQL over HTTP knows them."""
    if query is not None and document_id != f"sha256:{fingerprint(query)}":
        raise MismatchError
    if document := manifest().by_id(document_id):
        return document.text
    registered = automatic_documents.find(document_id.removeprefix("sha256:"))
    if text := query or registered:
        return text
    raise DocumentNotFoundError


def text_by_hash(extension: Any, *, query: str | None) -> str:
    """Return the document of Apollo's extension "persistedQuery" (automatic persisted queries)."""
    hashed = persisted_hash(extension)
    if query is not None:
        if hashed != fingerprint(query):
            raise MismatchError
        return query
    if document := manifest().by_id(hashed):
        return document.text
    if text := automatic_documents.find(hashed):
        return text
    if not settings.GRAPHQL_AUTOMATIC_DOCUMENTS:
        raise PersistedQueryNotSupportedError
    raise PersistedQueryNotFoundError


def persisted_hash(extension: Any) -> str:
    hashed, version = (
        (extension.get("sha256Hash"), extension.get("version")) if isinstance(extension, Mapping) else (None, None)
    )
    # In Python true and 1.0 equal 1, in JSON they do not.
    is_first_version = type(version) is int and version == 1
    if not isinstance(hashed, str) or not SHA256.fullmatch(hashed) or not is_first_version:
        message = "The extension 'persistedQuery' must be {version: 1, sha256Hash: 64 lower-case hexadecimal digits}."
        raise DocumentError(message, code="BAD_REQUEST", status=400)
    return hashed


def require_trust(text: str, *, may_send_any: bool) -> None:
    """Raise NotTrustedError where only trusted documents are answered and this is none."""
    if settings.GRAPHQL_DOCUMENTS == "any" or may_send_any:
        return
    document = manifest().by_id(fingerprint(text))
    # A consumer gives its documents ids of its own, and one may look like the hash of another text.
    if document is None or document.text != text:
        raise NotTrustedError
