import json
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import httpx2
from django.conf import settings
from django.utils.module_loading import import_string

from cms.sources import Source, SourceError

TIMEOUT_SECONDS = 30
DEADLINE_SECONDS = 60
MAXIMUM_BYTES = 32 * 1024 * 1024


class SourceUnavailableError(SourceError):
    """The endpoint could not be reached or refused the document."""


class HTTPSource:
    """Sends documents to a GraphQL endpoint over HTTP."""

    def __init__(self, endpoint: str, *, token: str | None = None, preview_token: str | None = None) -> None:
        self.endpoint = endpoint
        self.headers = {"Accept": "application/graphql-response+json, application/json"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"
        if preview_token:
            self.headers["X-Preview-Token"] = preview_token

    def execute(self, document: str, *, variables: Mapping[str, Any]) -> dict[str, Any]:
        status, content = self._send("POST", self.endpoint, body={"query": document, "variables": dict(variables)})
        try:
            body = json.loads(content)
        except (ValueError, RecursionError) as error:
            message = f"{self.endpoint} answered {status} without JSON. Is it a GraphQL endpoint?"
            raise SourceUnavailableError(message) from error
        data = body.get("data") if isinstance(body, dict) else None
        if not isinstance(data, dict) or body.get("errors"):
            message = f"{self.endpoint} answered {status}: {_reasons(body)}"
            raise SourceUnavailableError(message)
        return data

    def fetch(self, url: str) -> bytes:
        status, content = self._send("GET", url)
        if status >= HTTPStatus.MULTIPLE_CHOICES:
            message = f"{url} answered {status}."
            raise SourceUnavailableError(message)
        return content

    def _send(self, method: str, url: str, *, body: Mapping[str, Any] | None = None) -> tuple[int, bytes]:
        # The token goes to the endpoint alone, never to whoever hosts the images.
        headers = self.headers if url == self.endpoint else {}
        deadline = time.monotonic() + DEADLINE_SECONDS
        content = bytearray()
        try:
            with httpx2.stream(method, url, json=body, headers=headers, timeout=TIMEOUT_SECONDS) as response:
                for chunk in response.iter_bytes():
                    content += chunk
                    if len(content) > MAXIMUM_BYTES or time.monotonic() > deadline:
                        message = (
                            f"{url} sends more than {MAXIMUM_BYTES} bytes or takes over {DEADLINE_SECONDS} seconds."
                        )
                        raise SourceUnavailableError(message)
                return response.status_code, bytes(content)
        except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
            message = f"{url} cannot be reached: {error}"
            raise SourceUnavailableError(message) from error


def _reasons(body: Any) -> str:
    errors = body.get("errors") if isinstance(body, dict) else None
    messages = [item["message"] for item in errors if "message" in item] if isinstance(errors, list) else []
    return "; ".join(str(message) for message in messages) or "no data. Is it a GraphQL endpoint?"


def in_process_source(*, preview_token: str | None = None) -> Source:
    source: Source = import_string(settings.CONTENT_SOURCE)(preview_token=preview_token)
    return source
