from dataclasses import replace
from enum import StrEnum
from secrets import compare_digest

from django.http import HttpRequest
from django.utils import timezone

from cms.api.tokens import uses
from cms.api.tokens.callers import ANONYMOUS, Caller, CallerError, UnauthenticatedError
from cms.api.tokens.keys import digests, is_well_formed
from cms.api.tokens.models import Token, TokenState
from cms.api.tokens.scopes import Scope

PERSPECTIVE_HEADER = "X-Perspective"


class RequestedPerspective(StrEnum):
    """From which state of the content a request is answered."""

    PUBLISHED = "published"
    DRAFTS = "drafts"


class UnknownPerspectiveError(CallerError):
    def __init__(self) -> None:
        message = f"The header {PERSPECTIVE_HEADER} may say {' or '.join(RequestedPerspective)}, and nothing else."
        super().__init__(message, code="BAD_PERSPECTIVE", status=400, headers={})


def authenticate(request: HttpRequest) -> Caller:
    """Return who asks, by the header Authorization alone. Raises CallerError, with the status to answer.

    A token costs one indexed lookup each time, so that it opens nothing any more as soon as it is revoked.
    """
    header = request.headers.get("Authorization")
    caller = ANONYMOUS if header is None else _by_token(_key(header))
    return _in_perspective(caller, request.headers.get(PERSPECTIVE_HEADER))


def _key(header: str) -> str:
    scheme, _, key = header.strip().partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        message = "Only Authorization: Bearer cms_... is understood. Send a token so, or leave the header out."
        raise UnauthenticatedError(message, reason="invalid_request")
    return key.strip()


def _by_token(key: str) -> Caller:
    if not is_well_formed(key):
        message = "This is not a whole API token. It was cut or mistyped on its way here: copy it again."
        raise UnauthenticatedError(message)
    token = Token.objects.for_key(key)
    if token is None or not any(compare_digest(token.digest, digest) for digest in digests(key)):
        message = "There is no such API token. Create one in the admin, under Settings, API tokens."
        raise UnauthenticatedError(message)
    now = timezone.now()
    if (state := token.state(now=now)) is not TokenState.ACTIVE:
        message = f"This API token is {state.value}. Create another one in the admin."
        raise UnauthenticatedError(message)
    uses.note(token, now=now)
    return Caller(scopes=frozenset(token.scopes), token_id=token.pk)


def _in_perspective(caller: Caller, header: str | None) -> Caller:
    try:
        perspective = RequestedPerspective(header.strip().lower()) if header else RequestedPerspective.PUBLISHED
    except ValueError as error:
        raise UnknownPerspectiveError from error
    if perspective is RequestedPerspective.PUBLISHED:
        return caller
    caller.require(Scope.DRAFTS_READ)
    return replace(caller, sees_drafts=True)
