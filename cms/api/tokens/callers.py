from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphql import GraphQLError

from cms.api.tokens.scopes import Scope

REALM = 'Bearer realm="graphql"'


class CallerError(GraphQLError):
    """The caller gets no answer: who it is, what it may do, or how often it asks."""

    def __init__(self, message: str, *, code: str, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(message, extensions={"code": code})
        self.status = status
        self.headers = dict(headers)


class UnauthenticatedError(CallerError):
    def __init__(self, message: str, *, reason: str = "invalid_token") -> None:
        challenge = f'{REALM}, error="{reason}", error_description="{message}"'
        super().__init__(message, code="UNAUTHENTICATED", status=401, headers={"WWW-Authenticate": challenge})


class InsufficientScopeError(CallerError):
    def __init__(self, *scopes: str) -> None:
        what, one = _said(scopes), "it" if len(scopes) == 1 else "one"
        message = f"The token lacks {what}. Create one that has {one} in the admin, under Settings, API tokens."
        challenge = f'{REALM}, error="insufficient_scope", scope="{" ".join(scopes)}"'
        super().__init__(message, code="FORBIDDEN", status=403, headers={"WWW-Authenticate": challenge})


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who asks, and what that allows."""

    scopes: frozenset[str] = field(default_factory=lambda: frozenset({Scope.CONTENT_READ.value}))
    token_id: int | None = None
    # Whether this request is to be answered from the latest drafts of pages.
    sees_drafts: bool = False

    @property
    def is_anonymous(self) -> bool:
        return self.token_id is None

    @property
    def tier(self) -> str:
        """Name the callers that may share one stored answer; those who see drafts share none."""
        if self.sees_drafts:
            return "drafts"
        return "public" if self.is_anonymous else "token"

    def may(self, scope: str) -> bool:
        return scope in self.scopes

    def require(self, *scopes: str) -> None:
        """Raise InsufficientScopeError where no scope of these is there, or UnauthenticatedError without a token."""
        if any(self.may(scope) for scope in scopes):
            return
        if self.is_anonymous:
            message = f"This needs a token with {_said(scopes)}. Send it as: Authorization: Bearer cms_..."
            raise UnauthenticatedError(message, reason="invalid_request")
        raise InsufficientScopeError(*scopes)


def _said(scopes: Sequence[str]) -> str:
    *others, last = scopes
    return f"one of the scopes {', '.join(others)} or {last}" if others else f"the scope {last}"


ANONYMOUS = Caller()
