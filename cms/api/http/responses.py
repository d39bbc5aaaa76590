from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpResponse
from graphql import GraphQLError

from cms.api.execution import Answer
from cms.api.http.negotiation import GRAPHQL_RESPONSE
from cms.api.trusted.errors import PersistedQueryNotFoundError

# An answer is data: nothing in it is to be run, shown in a frame, or named to where a link leads.
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
VARY = "Accept, Authorization, X-Perspective, X-Preview-Token"


def answer_response(answer: Answer, *, media_type: str, extensions: Mapping[str, Any] | None = None) -> HttpResponse:
    """Wrap what a document came to.

    application/json is the media type of old clients, which expect 200 for every well-formed request. The drafts of
    2026 would have 422 for 400 and 294 for partial data; both are recommendations that no client knows yet.
    """
    status = 400 if not answer.was_executed and media_type == GRAPHQL_RESPONSE else 200
    return _response(_bytes(answer, extensions), status=status, media_type=media_type)


def refusal_response(error: GraphQLError, *, media_type: str) -> HttpResponse:
    """Wrap an error for which nothing ran, with the status and headers that it names."""
    answer = Answer(data=None, errors=(error,), was_executed=False)
    headers: Mapping[str, str] = getattr(error, "headers", {})
    status: int = getattr(error, "status", 400)
    if isinstance(error, PersistedQueryNotFoundError) and media_type != GRAPHQL_RESPONSE:
        # Apollo's own server answers so, and its older clients send the text along after no other status.
        status = 200
    return _response(_bytes(answer, None), status=status, media_type=media_type, headers=headers)


def _bytes(answer: Answer, extensions: Mapping[str, Any] | None) -> bytes:
    content = answer.as_bytes()
    # An answer is a map that is not empty, so one entry more fits in front of its closing brace.
    return content[:-1] + b',"extensions":' + orjson.dumps(extensions) + b"}" if extensions else content


def _response(
    content: bytes, *, status: int, media_type: str, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    response = HttpResponse(content, status=status, content_type=f"{media_type}; charset=utf-8")
    for name, value in {"Cache-Control": "no-store", "Vary": VARY, **SECURITY_HEADERS, **(headers or {})}.items():
        response[name] = value
    return response
