from collections.abc import Mapping
from typing import Any

import httpx2
from django.conf import settings
from django.utils.module_loading import import_string

from cms.sources import Source, SourceError

TIMEOUT_SECONDS = 30


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
        response = self._send("POST", self.endpoint, json={"query": document, "variables": dict(variables)})
        try:
            body = response.json()
        except ValueError as error:
            message = f"{self.endpoint} answered {response.status_code} without JSON. Is it a GraphQL endpoint?"
            raise SourceUnavailableError(message) from error
        if body.get("errors") or body.get("data") is None:
            reasons = "; ".join(str(item.get("message")) for item in body.get("errors", [])) or "no data"
            message = f"{self.endpoint} answered {response.status_code}: {reasons}"
            raise SourceUnavailableError(message)
        data: dict[str, Any] = body["data"]
        return data

    def fetch(self, url: str) -> bytes:
        response = self._send("GET", url)
        if response.is_error:
            message = f"{url} answered {response.status_code}."
            raise SourceUnavailableError(message)
        content: bytes = response.content
        return content

    def _send(self, method: str, url: str, *, json: Mapping[str, Any] | None = None) -> httpx2.Response:
        # The token goes to the endpoint alone, never to whoever hosts the images.
        headers = self.headers if url == self.endpoint else {}
        try:
            return httpx2.request(method, url, json=json, headers=headers, timeout=TIMEOUT_SECONDS)
        except httpx2.HTTPError as error:
            message = f"{url} cannot be reached: {error}"
            raise SourceUnavailableError(message) from error


def in_process_source(*, preview_token: str | None = None) -> Source:
    source: Source = import_string(settings.CONTENT_SOURCE)(preview_token=preview_token)
    return source
