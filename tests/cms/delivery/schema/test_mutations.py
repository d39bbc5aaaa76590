from datetime import timedelta
from typing import Any

import pytest

from cms.api.global_ids import GlobalID
from cms.delivery.models import Delivery, OperationReplay
from tests.cms.delivery.schema.conftest import Ask
from tests.factories.ledger import column


@pytest.fixture
def held(delivery: Delivery, do: Ask) -> dict[str, Any]:
    """Claim the delivery and return what names it from then on."""
    account = str(GlobalID.of(delivery.account))
    (claim,) = do("claimDeliveries", account=account, worker="script")["claims"]
    return {"delivery": claim["delivery"]["id"], "fence": claim["fence"]}


@pytest.fixture
def ready(held: dict[str, Any], do: Ask) -> dict[str, Any]:
    do("recordHandle", **held, handle='{"container": "1"}', isReady=True)
    return held


def test_a_script_delivers_with_nothing_but_graphql(delivery: Delivery, ready: dict[str, Any], do: Ask) -> None:
    assert do("beginPublish", **ready)["__typename"] == "PublishGo"
    done = do("completePublish", **ready, remoteId="77", permalink="https://t.me/ko/77")

    assert done["delivery"]["state"] == "PUBLISHED"
    assert (column(delivery, "remote_id"), column(delivery, "handle")) == ("77", {"container": "1"})
    assert {line.worker for line in delivery.attempts.all()} == {"script"}


def test_nobody_claims_what_another_holds(delivery: Delivery, held: dict[str, Any], do: Ask) -> None:
    account = str(GlobalID.of(delivery.account))

    assert do("claimDeliveries", account=account, worker="other") == {"claims": []}


def test_the_same_operation_id_brings_the_same_answer(delivery: Delivery, do: Ask) -> None:
    account = str(GlobalID.of(delivery.account))

    first, second = (do("claimDeliveries", account=account, worker="script", operationId="a") for _ in range(2))

    assert first == second
    assert (column(delivery, "fence"), OperationReplay.objects.count()) == (1, 1)


def test_leave_that_is_given_again_says_so(ready: dict[str, Any], do: Ask) -> None:
    first, second = (do("beginPublish", **ready, operationId="a") for _ in range(2))

    assert (first["isRepeated"], second["isRepeated"]) == (False, True)


def test_leave_is_not_given_again_when_another_holds_the_delivery(ready: dict[str, Any], do: Ask) -> None:
    do("beginPublish", **ready, operationId="a")
    Delivery.objects.update(fence=9, state="unconfirmed")

    again = do("beginPublish", **ready, operationId="a")

    assert (again["__typename"], again["reason"]) == ("PublishRefused", "LEASE_LOST")


def test_an_operation_id_stands_for_one_operation(ready: dict[str, Any], send: Ask) -> None:
    document = "mutation M($input: RenewLeaseInput!) { renewLease(input: $input) { __typename } }"
    send(document, input={**ready, "operationId": "a"})

    answer = send(document, input={**ready, "operationId": "a", "leaseSeconds": 60})

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_OPERATION_ID"]


def test_who_finds_nothing_to_claim_stores_nothing(delivery: Delivery, held: dict[str, Any], do: Ask) -> None:
    stored = OperationReplay.objects.count()

    do("claimDeliveries", account=str(GlobalID.of(delivery.account)), worker="other", operationId="b")

    assert OperationReplay.objects.count() == stored


def test_answers_are_forgotten_after_a_day(delivery: Delivery, ready: dict[str, Any], do: Ask) -> None:
    OperationReplay.objects.update(created_at=delivery.due_at - timedelta(hours=25))
    Delivery.objects.update(lease_until=None)

    do("claimDeliveries", account=str(GlobalID.of(delivery.account)), worker="script", operationId="b")

    assert list(OperationReplay.objects.values_list("operation_id", flat=True)) == ["b"]


def test_who_lost_the_lease_is_told(held: dict[str, Any], do: Ask) -> None:
    Delivery.objects.update(fence=9)
    handle = {"handle": "{}", "isReady": True}

    assert do("recordHandle", **held, **handle)["code"] == "LEASE_LOST"
    assert do("renewLease", **held)["code"] == "LEASE_LOST"
    assert do("beginPublish", **held)["reason"] == "LEASE_LOST"
    assert do("completePublish", **held, remoteId="1")["code"] == "LEASE_LOST"
    assert do("reportUnknown", **held, reason="?")["code"] == "LEASE_LOST"


def test_a_step_at_the_wrong_time_is_told(held: dict[str, Any], do: Ask) -> None:
    assert do("completePublish", **held, remoteId="1")["code"] == "WRONG_STATE"


def test_a_refusal_of_the_gate_is_told_in_words(ready: dict[str, Any], do: Ask) -> None:
    Delivery.objects.get().page.unpublish()  # type: ignore[union-attr]  It has one.

    refused = do("beginPublish", **ready)

    assert (refused["__typename"], refused["reason"], refused["retryAt"]) == ("PublishRefused", "WITHDRAWN", None)
    assert "withdrawn" in refused["message"]


def test_a_failure_that_is_not_definite_is_an_unknown_outcome(ready: dict[str, Any], do: Ask) -> None:
    do("beginPublish", **ready)
    said = {"failureClass": "CONTENT", "code": "x", "reason": "502", "isDefinite": False}

    assert do("reportFailure", **ready, **said)["delivery"]["state"] == "UNCONFIRMED"


def test_a_definite_failure_is_stored_with_the_answer(delivery: Delivery, held: dict[str, Any], do: Ask) -> None:
    answer = {"status": 400, "code": "9004", "subcode": "2207052", "traceId": "A1"}
    said = {"failureClass": "CONTENT", "code": "x", "reason": "No.", "isDefinite": True, "answer": answer}

    assert do("reportFailure", **held, **said)["delivery"]["state"] == "FAILED"
    line = delivery.attempts.last()
    assert line is not None
    assert (line.status, line.code, line.subcode, line.trace_id) == (400, "9004", "2207052", "A1")


def test_an_unknown_outcome_is_looked_for_and_settled_by_a_person(ready: dict[str, Any], do: Ask) -> None:
    do("beginPublish", **ready)
    do("reportUnknown", **ready, reason="No answer came.")
    Delivery.objects.update(state="needs_decision")
    settling = ("posts:deliver:telegram", "posts:settle")
    person = {"delivery": ready["delivery"], "person": "anna"}

    settled = do("resolveUnknown", *settling, **person, decision="LIVE", remoteId="77")

    assert settled["delivery"]["state"] == "PUBLISHED"
    assert do("resolveUnknown", *settling, **person, decision="LEAVE")["code"] == "WRONG_STATE"


def test_looking_in_vain_is_stored(ready: dict[str, Any], do: Ask) -> None:
    do("beginPublish", **ready)
    do("reportUnknown", **ready, reason="No answer came.")

    absent = do("reportAbsent", **ready, evidence="Not in the list.", canPublishAgain=True)

    assert absent["delivery"]["state"] == "UNCONFIRMED"


@pytest.mark.parametrize("handle", ["", "[]", "{", '"x"'])
def test_a_handle_is_an_object(held: dict[str, Any], send: Ask, handle: str) -> None:
    document = "mutation M($input: RecordHandleInput!) { recordHandle(input: $input) { __typename } }"

    answer = send(document, input={**held, "operationId": "a", "handle": handle, "isReady": True})

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


def test_a_script_for_instagram_cannot_complete_telegram(ready: dict[str, Any], send: Ask) -> None:
    document = "mutation M($input: CompletePublishInput!) { completePublish(input: $input) { __typename } }"
    given = {**ready, "operationId": "a", "remoteId": "77"}

    for scopes, code in ((("posts:deliver:instagram",), "FORBIDDEN"), (("drafts:read",), "FORBIDDEN")):
        answer = send(document, *scopes, input=given)
        assert [error["extensions"]["code"] for error in answer["errors"]] == [code]
    assert Delivery.objects.get().state == "prepared"


def test_a_script_settles_nothing_for_people(ready: dict[str, Any], send: Ask) -> None:
    document = "mutation M($input: ResolveUnknownInput!) { resolveUnknown(input: $input) { __typename } }"
    given = {"delivery": ready["delivery"], "operationId": "a", "person": "robot", "decision": "LEAVE"}

    answer = send(document, input=given)

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]


def test_an_address_is_added_to_what_is_published(delivery: Delivery, ready: dict[str, Any], do: Ask) -> None:
    early = do("recordPermalink", **ready, permalink="https://t.me/ko/77")
    do("beginPublish", **ready)
    do("completePublish", **ready, remoteId="77")

    do("recordPermalink", **ready, permalink="https://t.me/ko/77")

    assert early["code"] == "LEASE_LOST"
    assert (column(delivery, "permalink"), column(delivery, "state")) == ("https://t.me/ko/77", "published")


def test_a_refusal_may_replace_the_handle(delivery: Delivery, held: dict[str, Any], do: Ask) -> None:
    refusal = {"failureClass": "RETRY", "code": "x", "reason": "x", "isDefinite": True}

    do("reportFailure", **held, **refusal, handle='{"tries": 1}')

    assert column(delivery, "handle") == {"tries": 1}
