import hmac
import json
import logging
import ssl
import time
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import cache
from http import HTTPStatus
from typing import Any

import anyio
import httpx2
from anyio.from_thread import start_blocking_portal
from django.utils.translation import gettext

from cms.transports.addresses import (
    AddressRefused,
    HostNotFound,
    IPAddress,
    Rules,
    URLRefused,
    check_url,
    resolve,
)
from cms.transports.base import File

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 5
READ_SECONDS = 10
# Everything together, so that nobody holds a sender by answering one byte at a time.
DEADLINE_SECONDS = 20
MAXIMUM_BYTES = 64 * 1024
KEPT_CHARACTERS = 2_000
MAXIMUM_ADDRESSES = 3


@dataclass(frozen=True, kw_only=True)
class WebhookMessage:
    """One event in the envelope that Standard Webhooks recommends."""

    event: str
    occurred_at: datetime
    data: Mapping[str, Any]
    notes: tuple[str, ...] = ()

    @property
    def body(self) -> bytes:
        timestamp = self.occurred_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        envelope = {"type": self.event, "timestamp": timestamp, "data": self.data}
        return json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def files(self) -> tuple[File, ...]:
        return (File(name="payload.json", media_type="application/json", content=self.body),)

    @property
    def counts(self) -> Mapping[str, int]:
        return {"bytes": len(self.body)}


@dataclass(frozen=True, kw_only=True)
class Request:
    """A body on its way to an endpoint; the newest of several secrets comes first."""

    url: str
    message_id: str
    body: bytes
    secrets: tuple[bytes, ...] = field(repr=False)


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    # Standard Webhooks: whatever is no 2xx is tried again, also a redirection, which is not followed.
    TRY_AGAIN = "try_again"
    # 410: the endpoint is no more and wants nothing further.
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What came of one try. `status` is None when no answer came."""

    outcome: Outcome
    milliseconds: int
    status: int | None = None
    response: str = ""
    problem: str = ""
    retry_after: float | None = None


def sign(secret: bytes, *, message_id: str, timestamp: int, body: bytes) -> str:
    """Return a signature as Standard Webhooks wants it: "v1," and HMAC-SHA256 over id, time and body."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + b64encode(hmac.digest(secret, signed, "sha256")).decode()


def send(requests: Sequence[Request], *, now: datetime, rules: Rules) -> list[Receipt]:
    """Send all at once and return what came of each, in their order. Takes no longer than the slowest may."""
    with start_blocking_portal() as portal:
        return portal.call(_send_all, requests, now, rules)


async def _send_all(requests: Sequence[Request], now: datetime, rules: Rules) -> list[Receipt]:
    receipts: list[Receipt | None] = [None] * len(requests)

    async def one(position: int, request: Request) -> None:
        receipts[position] = await _send(request, now=now, rules=rules)

    async with anyio.create_task_group() as group:
        for position, request in enumerate(requests):
            group.start_soon(one, position, request)
    return [receipt for receipt in receipts if receipt is not None]


async def _send(request: Request, *, now: datetime, rules: Rules) -> Receipt:
    began = time.monotonic()
    try:
        with anyio.fail_after(DEADLINE_SECONDS):
            status, headers, content = await _exchange(request, now=now, rules=rules)
    except TimeoutError:
        problem = gettext("No whole answer came within %(seconds)s seconds.") % {"seconds": DEADLINE_SECONDS}
        return _failed(problem, began=began)
    except (URLRefused, AddressRefused, HostNotFound) as error:
        return _failed(str(error), began=began)
    except (httpx2.HTTPError, httpx2.StreamError, OSError) as error:
        return _failed(_reason(error), began=began)
    except Exception as error:
        # What one endpoint answers must not keep the others, which are asked at the same time, from what is theirs.
        logger.exception("A webhook met with what nobody foresaw")
        return _failed(_reason(error), began=began)
    return Receipt(
        outcome=_outcome(status),
        milliseconds=_since(began),
        status=status,
        # Databases keep no NUL.
        response=content.decode(errors="replace").replace("\0", "�")[:KEPT_CHARACTERS],
        retry_after=_retry_after(headers.get("Retry-After"), now=now),
    )


async def _exchange(request: Request, *, now: datetime, rules: Rules) -> tuple[int, httpx2.Headers, bytes]:
    url = check_url(request.url, rules=rules)
    addresses = await resolve(url, rules=rules)
    # A proxy named in the environment would resolve the name once more.
    client = httpx2.AsyncClient(
        trust_env=False,
        follow_redirects=False,
        verify=_certificates(),
        timeout=httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
    )
    async with client:
        *others, last = addresses[:MAXIMUM_ADDRESSES]
        for address in others:
            try:
                return await _post(client, url, address, headers=_headers(request, url, now), body=request.body)
            except (httpx2.ConnectError, httpx2.ConnectTimeout):
                # Nothing was said yet, so nothing is said twice at the next address.
                continue
        return await _post(client, url, last, headers=_headers(request, url, now), body=request.body)


async def _post(
    client: httpx2.AsyncClient, url: httpx2.URL, address: IPAddress, *, headers: Mapping[str, str], body: bytes
) -> tuple[int, httpx2.Headers, bytes]:
    """Connect to the checked address, but greet and verify the host by its name."""
    checked = url.copy_with(host=str(address))
    extensions = {"sni_hostname": url.raw_host.decode()}
    content = bytearray()
    async with client.stream("POST", checked, content=body, headers=headers, extensions=extensions) as response:
        async for chunk in response.aiter_raw():
            content += chunk
            if len(content) >= MAXIMUM_BYTES:
                break
        return response.status_code, response.headers, bytes(content[:MAXIMUM_BYTES])


@cache
def _certificates() -> ssl.SSLContext:
    """Return whom TLS trusts, read once."""
    return httpx2.create_ssl_context(trust_env=False)


def _headers(request: Request, url: httpx2.URL, now: datetime) -> dict[str, str]:
    timestamp = int(now.timestamp())
    signatures = [
        sign(secret, message_id=request.message_id, timestamp=timestamp, body=request.body)
        for secret in request.secrets
    ]
    return {
        "Host": url.netloc.decode(),
        "Content-Type": "application/json",
        "User-Agent": "house-cms-webhooks/1",
        "Accept-Encoding": "identity",
        "webhook-id": request.message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }


def _outcome(status: int) -> Outcome:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Outcome.ACCEPTED
    return Outcome.GONE if status == HTTPStatus.GONE else Outcome.TRY_AGAIN


def _retry_after(value: str | None, *, now: datetime) -> float | None:
    """Return the seconds that RFC 9110 lets an answer ask for, as a number or as a date."""
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - now).total_seconds())
    except (ValueError, OverflowError):
        # Years and offsets may be written that no calendar has.
        return None


def _reason(error: Exception) -> str:
    return gettext("No answer came: %(reason)s.") % {"reason": str(error) or type(error).__name__}


def _failed(problem: str, *, began: float) -> Receipt:
    return Receipt(outcome=Outcome.TRY_AGAIN, milliseconds=_since(began), problem=problem)


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
