import re
from hashlib import blake2b
from io import BytesIO
from typing import Any, NamedTuple, Self

from django.conf import settings

from cms.api.limits import limit

Environ = dict[str, Any]

ENDPOINT = re.compile(r"/graphql(?:/|/d/[\w-]+)?")
READING = ("GET", "HEAD")
# Whoever sends one of these may be shown more than the public is.
PERSONAL = frozenset({"HTTP_AUTHORIZATION", "HTTP_X_PREVIEW_TOKEN", "HTTP_X_PERSPECTIVE"})
# Beside the method, the body and the content. Host and scheme decide whether there is an answer at all.
DECIDING = (
    *("PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT", "CONTENT_TYPE", "HTTP_CONTENT_ENCODING"),
    *("HTTP_HOST", "SERVER_NAME", "wsgi.url_scheme"),
)


class Asked(NamedTuple):
    """A request to the endpoint."""

    environ: Environ
    method: str
    # None when it is not known how long it is, or when it is too long to be read.
    body: bytes | None
    # The same for requests that have the same answer at one epoch; None when the answer is for the sender alone.
    key: bytes | None

    @classmethod
    def of(cls, environ: Environ, *, deciding: tuple[str, ...]) -> Self:
        method = environ["REQUEST_METHOD"]
        body = b"" if method in READING else _body(environ)
        is_kept = body is not None and (method in READING or method == "POST") and PERSONAL.isdisjoint(environ)
        key = _key(environ, body, deciding) if is_kept and body is not None else None
        return cls(environ, method, body, key)

    @property
    def is_reading(self) -> bool:
        return self.method in READING

    def again(self) -> Environ:
        """Return the request as if it had just come in. Where it may be kept, HEAD is asked for as GET."""
        if self.body is None:
            return self.environ
        method = "GET" if self.key is not None and self.is_reading else self.method
        body = {"wsgi.input": BytesIO(self.body), "CONTENT_LENGTH": str(len(self.body))}
        return {**self.environ, **body, "REQUEST_METHOD": method}


def deciding() -> tuple[str, ...]:
    """Name all of a request that an answer to the public depends on, by the settings of this process."""
    names = [settings.SECURE_PROXY_SSL_HEADER[0]] if settings.SECURE_PROXY_SSL_HEADER else []
    if settings.USE_X_FORWARDED_HOST:
        names.append("HTTP_X_FORWARDED_HOST")
    if settings.GRAPHQL_CORS_ORIGINS:
        names.append("HTTP_ORIGIN")
    return (*DECIDING, *names)


def is_for_endpoint(environ: Environ) -> bool:
    """Say whether a request is GraphQL's; a browser that is shown the page to try it on is Django's."""
    path = environ.get("PATH_INFO", "")
    if not path.startswith("/graphql") or environ.get("SCRIPT_NAME") or not ENDPOINT.fullmatch(path):
        return False
    wants_page = not environ.get("QUERY_STRING") and "text/html" in environ.get("HTTP_ACCEPT", "")
    return not (wants_page and settings.GRAPHIQL and environ["REQUEST_METHOD"] in READING)


def _body(environ: Environ) -> bytes | None:
    length = environ.get("CONTENT_LENGTH") or ""
    if not length and environ.get("wsgi.input_terminated"):
        # It comes in pieces. One byte more than may be says that it is too long.
        pieces: bytes = environ["wsgi.input"].read(limit("bytes") + 1)
        return pieces
    if not length.isascii() or not length.isdigit() or not 0 < int(length[:20]) <= limit("bytes"):
        return None
    body: bytes = environ["wsgi.input"].read(int(length))
    return body


def _key(environ: Environ, body: bytes, deciding: tuple[str, ...]) -> bytes:
    # A request with a body is none of those that read, and has no answer in common with them.
    kind = "" if environ["REQUEST_METHOD"] in READING else "POST"
    parts = "\0".join([kind, *[environ.get(name, "") for name in deciding]])
    digest = blake2b(parts.encode(errors="surrogateescape"), digest_size=20)
    digest.update(b"\0" + body)
    return digest.digest()
