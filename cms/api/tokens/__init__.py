from cms.api.tokens.authentication import PERSPECTIVE_HEADER, authenticate
from cms.api.tokens.callers import ANONYMOUS, Caller, CallerError
from cms.api.tokens.rates import limit
from cms.api.tokens.scopes import Scope, delivery_scope

__all__ = [
    "ANONYMOUS",
    "PERSPECTIVE_HEADER",
    "Caller",
    "CallerError",
    "Scope",
    "authenticate",
    "delivery_scope",
    "limit",
]
