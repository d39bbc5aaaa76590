from collections.abc import Mapping

from graphql import GraphQLError


class RequestError(GraphQLError):
    """The request gets no answer. Its message says what to do, its code stays, its status is that of HTTP."""

    def __init__(
        self, message: str, *, code: str = "BAD_REQUEST", status: int = 400, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message, extensions={"code": code})
        self.status = status
        self.headers = dict(headers or {})


class MethodError(RequestError):
    def __init__(self, message: str, *, allowed: tuple[str, ...]) -> None:
        super().__init__(message, code="METHOD_NOT_ALLOWED", status=405, headers={"Allow": ", ".join(allowed)})


class NotAcceptableError(RequestError):
    def __init__(self, offered: tuple[str, ...]) -> None:
        message = f"Answers come as {' or '.join(offered)}. Name one of them in the header Accept."
        super().__init__(message, code="NOT_ACCEPTABLE", status=406)


class MediaTypeError(RequestError):
    def __init__(self, message: str) -> None:
        super().__init__(message, code="UNSUPPORTED_MEDIA_TYPE", status=415)


class JSONError(RequestError):
    def __init__(self, message: str) -> None:
        super().__init__(message, code="BAD_JSON")


class InternalError(RequestError):
    """Nothing can be said of the request; what went wrong is in the log alone."""

    def __init__(self) -> None:
        message = "Something went wrong on our side. It has been logged."
        super().__init__(message, code="INTERNAL", status=500)
