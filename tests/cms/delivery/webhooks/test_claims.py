from datetime import datetime, timedelta

import pytest

from cms.delivery.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from cms.delivery.webhooks.claims import GIVEN_UP_AFTER, LEASE, REST, claim, settle
from cms.delivery.webhooks.models import OVERLAP, WebhookState
from cms.delivery.webhooks.schedule import MAXIMUM_TRIES
from cms.transports.webhook import Outcome, Receipt
from tests.factories.site import NOW
from tests.factories.webhooks import make_endpoint, make_webhook_delivery

pytestmark = pytest.mark.django_db

ACCEPTED = Receipt(outcome=Outcome.ACCEPTED, milliseconds=12, status=204)
REFUSED = Receipt(outcome=Outcome.TRY_AGAIN, milliseconds=12, status=503, response="busy")
GONE = Receipt(outcome=Outcome.GONE, milliseconds=12, status=410)


def try_once(receipt: Receipt, *, now: datetime) -> None:
    for taken in claim(now=now, limit=10):
        settle(taken, receipt=receipt, now=now)


def test_what_one_has_claimed_nobody_else_gets() -> None:
    make_webhook_delivery()

    first, second = claim(now=NOW, limit=10), claim(now=NOW, limit=10)

    assert (len(first), second) == (1, [])


def test_what_somebody_left_behind_is_claimed_when_the_lease_is_over() -> None:
    make_webhook_delivery()
    claim(now=NOW, limit=10)

    assert claim(now=NOW + LEASE - timedelta(seconds=1), limit=10) == []
    assert [taken.fence for taken in claim(now=NOW + LEASE, limit=10)] == [2]


def test_who_lost_the_lease_leaves_only_a_line_in_the_log() -> None:
    delivery = make_webhook_delivery()
    (late,) = claim(now=NOW, limit=10)
    (taken,) = claim(now=NOW + LEASE, limit=10)

    settle(taken, receipt=ACCEPTED, now=NOW + LEASE)
    settle(late, receipt=REFUSED, now=NOW + LEASE)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries) == (WebhookState.ACCEPTED, 1)
    assert [attempt.fence for attempt in delivery.attempts.all()] == [2, 1]


def test_accepted_is_finished() -> None:
    delivery = make_webhook_delivery()

    try_once(ACCEPTED, now=NOW)

    delivery.refresh_from_db()
    attempt = WebhookAttempt.objects.get()
    assert (delivery.state, delivery.accepted_at) == (WebhookState.ACCEPTED, NOW)
    assert (attempt.status, attempt.milliseconds) == (204, 12)
    assert claim(now=NOW + timedelta(days=2), limit=10) == []


def test_a_refused_delivery_fails_after_its_last_try() -> None:
    delivery = make_webhook_delivery()
    now = NOW

    for _ in range(MAXIMUM_TRIES):
        try_once(REFUSED, now=now)
        delivery.refresh_from_db()
        now = max(delivery.due_at, now + REST)

    assert (delivery.state, delivery.tries) == (WebhookState.FAILED, MAXIMUM_TRIES)
    assert WebhookAttempt.objects.count() == MAXIMUM_TRIES
    assert now - NOW >= timedelta(hours=24)


def test_an_endpoint_that_failed_rests_and_others_go_on() -> None:
    failing, other = make_endpoint("A"), make_endpoint("B")
    make_webhook_delivery(failing)
    try_once(REFUSED, now=NOW)
    make_webhook_delivery(failing)
    make_webhook_delivery(other)

    claimed = [taken.delivery.endpoint for taken in claim(now=NOW + timedelta(seconds=1), limit=10)]

    assert claimed == [other]
    assert len(claim(now=NOW + REST, limit=10)) == 2


def test_success_ends_the_failing() -> None:
    delivery = make_webhook_delivery()
    try_once(REFUSED, now=NOW)

    try_once(ACCEPTED, now=NOW + timedelta(minutes=1))

    endpoint = WebhookEndpoint.objects.get(pk=delivery.endpoint_id)
    assert (endpoint.failing_since, endpoint.resting_until) == (None, None)


def test_gone_switches_the_endpoint_off() -> None:
    delivery = make_webhook_delivery()
    make_webhook_delivery(delivery.endpoint, due_at=NOW + timedelta(hours=1))

    try_once(GONE, now=NOW)

    endpoint = WebhookEndpoint.objects.get()
    assert (endpoint.is_active, endpoint.disabled_because) == (False, "gone")
    assert WebhookDelivery.objects.get(pk=delivery.pk).state == WebhookState.FAILED
    assert claim(now=NOW + timedelta(hours=2), limit=10) == []


def test_failing_for_days_switches_the_endpoint_off() -> None:
    endpoint = make_endpoint()
    make_webhook_delivery(endpoint)
    try_once(REFUSED, now=NOW)
    make_webhook_delivery(endpoint, due_at=NOW + GIVEN_UP_AFTER)

    try_once(REFUSED, now=NOW + GIVEN_UP_AFTER)

    endpoint.refresh_from_db()
    assert (endpoint.is_active, endpoint.disabled_because) == (False, "failing")


def test_sending_again_keeps_row_and_id() -> None:
    delivery = make_webhook_delivery()
    try_once(ACCEPTED, now=NOW)

    count = WebhookDelivery.objects.all().send_again(now=NOW + timedelta(hours=1))

    (taken,) = claim(now=NOW + timedelta(hours=1), limit=10)
    assert count == WebhookDelivery.objects.count() == 1
    assert taken.delivery.event.message_id == delivery.event.message_id


def test_what_is_on_its_way_is_not_sent_again() -> None:
    make_webhook_delivery()
    claim(now=NOW, limit=10)

    assert WebhookDelivery.objects.all().send_again(now=NOW) == 0


def test_an_old_secret_signs_along_for_a_while() -> None:
    endpoint = make_endpoint()
    (old,) = endpoint.keys(now=NOW)

    endpoint.rotate(now=NOW)

    assert [key == old for key in endpoint.keys(now=NOW)] == [False, True]
    assert [key == old for key in endpoint.keys(now=NOW + OVERLAP)] == [False]
