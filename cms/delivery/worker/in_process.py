from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import Error, close_old_connections, connection

from cms.api.tokens import Caller, Scope, delivery_scope
from cms.delivery.planning.payloads import POSTED
from cms.delivery.worker.clients import Data, LedgerUnreachableError, data_of
from cms.delivery.worker.documents import document

Clock = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True)
class InProcessClient:
    """Runs documents in this process, with the rights that a token for all channels has."""

    clock: Clock
    may_settle: bool = False

    def execute(self, name: str, variables: Mapping[str, Any]) -> Data:
        from cms.api.context import Context  # noqa: PLC0415  The schema may be made only once everything has started.
        from cms.api.execution import run  # noqa: PLC0415  As above.

        caller = Caller(scopes=frozenset(_scopes(may_settle=self.may_settle)))
        context = Context(base_url=settings.PUBLIC_URL, caller=caller, now=self.clock())
        try:
            answer = run(document(name), variables=variables, context=context)
            return data_of(answer.as_json())
        except Error as error:
            _reconnect()
            message = f"The database did not answer: {error}"
            raise LedgerUnreachableError(message) from error
        except LedgerUnreachableError:
            _reconnect()
            raise


def _reconnect() -> None:
    """Drop a connection that a database which was away has left."""
    if not connection.in_atomic_block:
        close_old_connections()


def _scopes(*, may_settle: bool) -> Collection[str]:
    scopes = [Scope.CONTENT_READ.value, *(delivery_scope(channel.value) for channel in POSTED)]
    return [*scopes, Scope.POSTS_SETTLE.value] if may_settle else scopes
