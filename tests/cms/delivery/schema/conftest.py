from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.api.models import Token
from cms.delivery.models import Delivery
from cms.pages.posts import Post
from tests.factories.desk import make_delivery
from tests.factories.site import Site, make_statement

Ask = Callable[..., Any]


@pytest.fixture
def delivery(site: Site) -> Delivery:
    page: Page = make_statement(site.statements)
    Post.objects.create(page=page, channel="telegram", is_enabled=True)
    return make_delivery(page, due_at=timezone.now())


@pytest.fixture
def send(client: Client, db: None) -> Ask:
    """Send a document with a token that has the scopes, by default that of Telegram."""
    keys: dict[tuple[str, ...], str] = {}

    def send(document: str, *scopes: str, **variables: Any) -> Any:
        given = ("content:read", *(scopes or ("posts:deliver:telegram",)))
        if given not in keys:
            keys[given] = Token.issue(name="Skript", scopes=given, expires_at=None)[1]
        body = {"query": document, "variables": variables}
        headers = {"Authorization": f"Bearer {keys[given]}"}
        return client.post("/graphql/", body, "application/json", headers=headers).json()

    return send


@pytest.fixture
def do(send: Ask) -> Ask:
    """Run one mutation, and return its answer."""

    def do(name: str, *scopes: str, **values: Any) -> Any:
        kind = f"{name[0].upper()}{name[1:]}Input"
        document = f"mutation M($input: {kind}!) {{ {name}(input: $input) {{ {SELECTED[name]} }} }}"
        answer = send(document, *scopes, input={"operationId": str(uuid4())} | values)
        assert "errors" not in answer, answer
        return answer["data"][name]

    return do


CONFLICT = "... on DeliveryConflict { code message }"
CHANGED = f"__typename ... on DeliveryChanged {{ delivery {{ id state handle }} }} {CONFLICT}"
SELECTED = {
    "claimDeliveries": "claims { fence leaseUntil delivery { id state payload { text } } }",
    "renewLease": f"__typename ... on LeaseRenewed {{ leaseUntil }} {CONFLICT}",
    "beginPublish": "__typename ... on PublishGo { isRepeated leaseUntil delivery { state } } "
    f"... on PublishRefused {{ reason message retryAt }} {CONFLICT}",
    **dict.fromkeys(
        (
            "recordHandle",
            "completePublish",
            "reportFailure",
            "reportUnknown",
            "reportAbsent",
            "recordPermalink",
            "resolveUnknown",
        ),
        CHANGED,
    ),
}
