from collections.abc import Mapping
from typing import Any

import pytest
from graphql import parse, validate

from cms.api.schema import schema
from cms.delivery.worker.clients import LedgerRefusedError, LedgerUnreachableError, Patient, data_of
from cms.delivery.worker.documents import FOLDER, FRAGMENTS, document
from cms.delivery.worker.endpoint import EndpointClient
from tests.stand_ins.faults import UNCLEAR, Fault, Reply
from tests.stand_ins.server import Received, StandIn

NAMES = sorted(path.stem for path in FOLDER.glob("*.graphql") if path.stem != FRAGMENTS)


class Endpoint(StandIn):
    """A ledger that says one thing."""

    says = Reply(data={"data": {"deliveryAccounts": []}})

    def method_of(self, received: Received) -> str:
        return "ask" if received.verb == "POST" else received.path

    def answer(self, method: str, received: Received) -> Reply:
        asked = "deliveryAccounts" in received.parameters["query"]
        return self.says if method == "ask" and asked else Reply(status=404)


class Flaky:
    """A client that fails so often before it is reached."""

    def __init__(self, *failures: int) -> None:
        self.failures = list(failures)
        self.calls = 0

    def execute(self, name: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        assert variables == {}
        self.calls += 1
        if self.failures and self.failures[0]:
            self.failures[0] -= 1
            raise LedgerUnreachableError(name)
        self.failures = self.failures[1:]
        return {}


@pytest.mark.parametrize("name", NAMES)
def test_every_document_is_valid_by_itself(name: str) -> None:
    assert validate(schema().graphql_schema, parse(document(name))) == []


@pytest.mark.parametrize("fault", UNCLEAR, ids=lambda fault: fault.name)
def test_an_unclear_answer_is_one_to_ask_for_again(fault: Fault) -> None:
    with Endpoint() as endpoint:
        endpoint.script.on("ask", fault, call=1)
        client = EndpointClient(url=endpoint.url, token="cms_x")  # noqa: S106  Of the stand-in only.

        with pytest.raises((LedgerUnreachableError, LedgerRefusedError)) as raised:
            client.execute("accounts", {})

        assert client.execute("accounts", {}) == {"deliveryAccounts": []}
        assert "cms_x" not in str(raised.value)
        assert all("cms_x" not in entry.url for entry in endpoint.journal.entries("ask"))


def test_whoever_was_reached_once_is_waited_for() -> None:
    pauses: list[float] = []
    patient = Patient(client=Flaky(0, 2), pauses=(1, 2, 5), sleep=pauses.append)

    for _ in range(2):
        patient.execute("accounts", {})

    assert pauses == [1, 2]


def test_whoever_was_never_reached_is_not_waited_for() -> None:
    flaky = Flaky(1)

    with pytest.raises(LedgerUnreachableError):
        Patient(client=flaky, pauses=(1, 2)).execute("accounts", {})

    assert flaky.calls == 1


@pytest.mark.parametrize(
    ("code", "kind"),
    [("INTERNAL", LedgerUnreachableError), ("TIMEOUT", LedgerUnreachableError), ("BAD_ID", LedgerRefusedError)],
)
def test_errors_are_told_apart(code: str, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        data_of({"errors": [{"message": "x", "extensions": {"code": code}}]})
