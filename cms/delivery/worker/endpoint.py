from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from cms.delivery.worker.clients import Data, LedgerRefusedError, LedgerUnreachableError, data_of
from cms.delivery.worker.documents import document
from cms.transports.tokens import check_token
from cms.transports.wire import Answered, Request, Timeouts, exchange

TIMEOUTS = Timeouts(connect=5, read=15, deadline=20)
# What a proxy says of a server that is just being started anew.
PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}


@dataclass(frozen=True, kw_only=True)
class EndpointClient:
    """Sends documents to a GraphQL endpoint on another machine, with a token for its channels."""

    url: str
    token: str = field(repr=False)
    timeouts: Timeouts = TIMEOUTS

    def __post_init__(self) -> None:
        check_token(self.token, name="--token")

    def execute(self, name: str, variables: Mapping[str, Any]) -> Data:
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        body = {"query": document(name), "variables": dict(variables)}
        request = Request(method="POST", url=self.url, headers=headers, json=body)
        result = exchange(request, timeouts=self.timeouts, secrets=(self.token,))
        if not isinstance(result, Answered):
            message = f"{self.url} did not answer: {result.reason}"
            raise LedgerUnreachableError(message)
        return self._data(result)

    def _data(self, result: Answered) -> Data:
        if {"data", "errors"} & result.fields.keys():
            return data_of(result.fields)
        message = f"{self.url} answered {result.status} and no GraphQL. Check the address."
        if result.status >= HTTPStatus.INTERNAL_SERVER_ERROR or result.status in PASSING:
            raise LedgerUnreachableError(message)
        raise LedgerRefusedError(message, code="NOT_GRAPHQL")
