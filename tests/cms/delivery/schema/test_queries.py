from datetime import timedelta

from django.test import Client

from cms.api.global_ids import GlobalID
from cms.delivery.models import Delivery
from tests.cms.delivery.schema.conftest import Ask
from tests.factories.desk import make_account, make_delivery
from tests.factories.ledger import column

DUE = """query Due($account: ID!, $first: Int = 20) { dueDeliveries(account: $account, first: $first) {
  id state operation title channel account { name } payload { text markup format hash pictures { url } notAfter }
  target { remoteId } evidence
} }"""

SCOPES = (
    "one of the scopes posts:deliver:bluesky, posts:deliver:instagram, posts:deliver:mastodon or posts:deliver:telegram"
)


def codes(answer: dict[str, list[dict[str, dict[str, str]]]]) -> list[str]:
    return [error["extensions"]["code"] for error in answer["errors"]]


def test_accounts_are_those_the_token_delivers_for(delivery: Delivery, send: Ask) -> None:
    make_account("instagram")

    answer = send("{ deliveryAccounts { id channel locale health isPaused } }")

    account = {"channel": "telegram", "locale": "de", "health": "OK", "isPaused": False}
    assert answer["data"]["deliveryAccounts"] == [{"id": str(GlobalID.of(delivery.account)), **account}]


def test_who_may_not_deliver_is_told_every_scope_that_would_do(client: Client, send: Ask) -> None:
    document = "{ deliveryAccounts { id } }"

    public = client.post("/graphql/", {"query": document}, "application/json").json()
    other = send(document, "drafts:read")

    assert (codes(public), codes(other)) == (["UNAUTHENTICATED"], ["FORBIDDEN"])
    assert f"needs a token with {SCOPES}. Send it" in public["errors"][0]["message"]
    assert f"token lacks {SCOPES}. Create one" in other["errors"][0]["message"]


def test_accounts_with_nothing_to_claim_are_left_out(delivery: Delivery, send: Ask) -> None:
    make_account("telegram", locale="en")
    document = "{ deliveryAccounts(due: true) { id } }"

    due = send(document)
    Delivery.objects.update(next_attempt_at=delivery.due_at + timedelta(hours=1))

    assert due["data"]["deliveryAccounts"] == [{"id": str(GlobalID.of(delivery.account))}]
    assert send(document)["data"]["deliveryAccounts"] == []


def test_what_is_due_comes_with_all_that_is_needed_to_send_it(delivery: Delivery, send: Ask) -> None:
    answer = send(DUE, account=str(GlobalID.of(delivery.account)))

    (due,) = answer["data"]["dueDeliveries"]
    assert (due["state"], due["operation"], due["title"]) == ("WAITING", "PUBLISH", delivery.post.title)
    assert (due["payload"]["format"], due["payload"]["hash"]) == ("TEXT", delivery.post.payload_hash)
    assert (due["target"], due["evidence"]) == (None, None)


def test_asking_claims_nothing(delivery: Delivery, send: Ask) -> None:
    for _ in range(2):
        send(DUE, account=str(GlobalID.of(delivery.account)))

    assert (column(delivery, "state"), column(delivery, "fence")) == ("waiting", 0)


def test_a_delivery_is_found_by_its_id(delivery: Delivery, send: Ask) -> None:
    answer = send("query D($id: ID!) { delivery(id: $id) { state permalink } }", id=str(GlobalID.of(delivery)))

    assert answer["data"]["delivery"] == {"state": "WAITING", "permalink": ""}


def test_what_is_not_there_is_told(delivery: Delivery, send: Ask) -> None:
    missing = str(GlobalID(type_name="Delivery", key=999999))

    assert codes(send("query D($id: ID!) { delivery(id: $id) { state } }", id=missing)) == ["NOT_FOUND"]


def test_the_public_sees_nothing_of_it(delivery: Delivery, client: Client) -> None:
    document = "query D($id: ID!) { delivery(id: $id) { state } }"
    body = {"query": document, "variables": {"id": str(GlobalID.of(delivery))}}

    answer = client.post("/graphql/", body, "application/json").json()

    assert codes(answer) == ["UNAUTHENTICATED"]


def test_other_channels_are_closed(delivery: Delivery, send: Ask) -> None:
    answer = send(DUE, "posts:deliver:instagram", account=str(GlobalID.of(delivery.account)))

    assert codes(answer) == ["FORBIDDEN"]


def test_more_of_it_asks_for_no_more_statements(
    delivery: Delivery, send: Ask, django_assert_max_num_queries: object
) -> None:
    account = str(GlobalID.of(delivery.account))
    send(DUE, account=account)
    assert delivery.page is not None
    for _ in range(3):
        make_delivery(delivery.page, due_at=delivery.due_at)

    with django_assert_max_num_queries(5):  # type: ignore[operator]  A fixture of pytest-django.
        answer = send(DUE, account=account)

    assert len(answer["data"]["dueDeliveries"]) == 4
