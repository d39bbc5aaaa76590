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
    hashed = extension.get("sha256Hash") if isinstance(extension, Mapping) else None
    if not isinstance(hashed, str) or not SHA256.fullmatch(hashed) or extension.get("version") != 1:
        message = "The extension 'persistedQuery' must be {version: 1, sha256Hash: 64 lower-case hexadecimal digits}."
        raise DocumentError(message, code="BAD_REQUEST", status=400)
    return hashed


def require_trust(text: str, *, may_send_any: bool) -> None:
    """Raise NotTrustedError where only trusted documents are answered and this is none."""
    if settings.GRAPHQL_DOCUMENTS == "any" or may_send_any:
        return
    if manifest().by_id(fingerprint(text)) is None:
        raise NotTrustedError
