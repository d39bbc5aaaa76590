import json
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote

import anyio
import httpx2
from anyio.from_thread import start_blocking_portal

KEPT_CHARACTERS = 1_000
USER_AGENT = "house-cms/1"
# Nothing of the request has left the machine when one of these is raised.
BEFORE_SENDING = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
    httpx2.InvalidURL,
)


@dataclass(frozen=True, kw_only=True)
class Timeouts:
    """Seconds. A caller's lease has to outlast `deadline`."""

    connect: float = 10
    read: float = 60
    # Everything together, so that nobody holds a sender by answering one byte at a time.
    deadline: float = 90


DEFAULT_TIMEOUTS = Timeouts()


@dataclass(frozen=True, kw_only=True)
class Request:
    method: str
    # Telegram's address holds the token, and so may any header.
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    params: Mapping[str, str | int] = field(default_factory=dict)
    json: Any = None
    form: Mapping[str, str] | None = None
    files: Mapping[str, tuple[str, bytes, str]] | None = field(default=None, repr=False)
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class Answered:
    """An answer came whole; `data` is None when it was no JSON."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    # As it came, with whatever secrets it repeats.
    content: bytes = field(repr=False)
    data: Any = field(repr=False)
    # For logs, and cut.
    text: str
    # How long it took to come.
    seconds: float = 0

    @property
    def fields(self) -> Mapping[str, Any]:
        """The JSON object, or an empty one."""
        return self.data if isinstance(self.data, dict) else {}


@dataclass(frozen=True, kw_only=True)
class NotSent:
    """The request never left, so nothing can have happened."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class NoAnswer:
    """The request may have arrived."""

    reason: str


Result = Answered | NotSent | NoAnswer


def exchange(
    request: Request, *, timeouts: Timeouts, secrets: Sequence[str] = (), maximum_bytes: int = 4_000_000
) -> Result:
    """Send one request over a connection of its own, once: no repetition, no redirection. Raises nothing of the net."""
    try:
        with start_blocking_portal() as portal:
            return portal.call(_exchange, request, timeouts, secrets, maximum_bytes)
    except BEFORE_SENDING as error:
        return NotSent(reason=_reason(error, secrets))
    except (httpx2.HTTPError, httpx2.StreamError, TimeoutError, OSError) as error:
        return NoAnswer(reason=_reason(error, secrets))


async def _exchange(request: Request, timeouts: Timeouts, secrets: Sequence[str], maximum_bytes: int) -> Answered:
    # The client would log the address, and with it a token; the layer below it does not.
    transport = httpx2.AsyncHTTPTransport(verify=_certificates(), limits=httpx2.Limits(max_keepalive_connections=0))
    body, began = bytearray(), time.monotonic()
    with anyio.fail_after(timeouts.deadline):
        async with transport:
            response = await transport.handle_async_request(_built(request, timeouts))
            try:
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > maximum_bytes:
                        break
            finally:
                await response.aclose()
    content = bytes(body[:maximum_bytes])
    text = redact(content.decode(errors="replace"), secrets)
    return Answered(
        status=response.status_code,
        headers={name.lower(): value for name, value in response.headers.items()},
        content=content,
        data=parsed(text),
        # Databases keep no NUL.
        text=text[:KEPT_CHARACTERS].replace("\0", "�"),
        seconds=time.monotonic() - began,
    )


def _built(request: Request, timeouts: Timeouts) -> httpx2.Request:
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", "Connection": "close", **request.headers}
    limits = httpx2.Timeout(timeouts.read, connect=timeouts.connect)
    return httpx2.Request(
        request.method,
        request.url,
        headers=headers,
        params=dict(request.params) or None,
        json=request.json,
        data=request.form,
        files=request.files,
        content=request.content,
        extensions={"timeout": limits.as_dict()},
    )


@cache
def _certificates() -> ssl.SSLContext:
    """Return whom TLS trusts, read once."""
    return httpx2.create_ssl_context()


def redact(text: str, secrets: Sequence[str]) -> str:
    """Return the text without the secrets, also as addresses write them."""
    for secret in filter(None, secrets):
        for written in (secret, quote(secret, safe="")):
            text = text.replace(written, "[removed]")
    return text


def whole_number(value: Any) -> int | None:
    """Return a number that a vendor may also write as a string."""
    try:
        return int(str(value))
    except ValueError:
        return None


def parsed(content: str | bytes) -> Any:
    """Return what the JSON says, or None when it is none."""
    try:
        return json.loads(content)
    except ValueError:
        return None


def _reason(error: Exception, secrets: Sequence[str]) -> str:
    name = type(error).__name__
    said = redact(str(error), secrets)
    return f"{name}: {said}" if said else name
