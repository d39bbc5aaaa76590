import os
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings
from pytest_httpserver import HTTPServer
from standardwebhooks import Webhook
from werkzeug import Request as Received
from werkzeug import Response

from cms.delivery.models import WebhookAttempt, WebhookDelivery, WebhookEvent
from cms.delivery.webhooks.claims import LEASE, claim
from cms.delivery.webhooks.models import WebhookState
from cms.delivery.webhooks.sending import KEPT, forget_old, send_due
from tests.factories.site import NOW, Site, make_site, make_statement
from tests.factories.webhooks import make_endpoint, make_webhook_delivery
from tests.servers import ROOT


@pytest.fixture
def receiver(settings: Settings) -> Iterator[HTTPServer]:
    settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES = settings.WEBHOOKS_ALLOW_HTTP = True
    settings.WEBHOOKS_PORTS = []
    with HTTPServer(threaded=True) as server:
        yield server


def send_in_a_process(**options: Any) -> subprocess.Popen[bytes]:
    loosened = {"WEBHOOKS_ALLOW_PRIVATE_ADDRESSES": "true", "WEBHOOKS_ALLOW_HTTP": "true", "WEBHOOKS_PORTS": ""}
    environment = os.environ | loosened | {"DATABASE_URL": database_url()}
    return subprocess.Popen(
        [sys.executable, "manage.py", "send_webhooks", "--once"], cwd=ROOT, env=environment, **options
    )


def database_url() -> str:
    """Return the address of the database that the test runs on."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.mark.django_db
def test_a_publication_reaches_a_receiver_that_verifies_it(site: Site, receiver: HTTPServer) -> None:
    receiver.expect_request("/cms", method="POST").respond_with_data("", status=204)
    endpoint = make_endpoint(url=receiver.url_for("/cms"))
    make_statement(site.statements)

    sent = send_due()

    (received, _), (key,) = receiver.log[0], endpoint.keys(now=timezone.now())
    told = Webhook("whsec_" + b64encode(key).decode()).verify(received.data, dict(received.headers))
    event = WebhookEvent.objects.get()
    assert sent == 1
    assert told["type"] == "page.published"
    assert told["data"]["sequence"] == event.pk
    assert received.headers["webhook-id"] == event.message_id
    assert WebhookDelivery.objects.get().state == WebhookState.ACCEPTED


@pytest.mark.django_db
def test_every_try_has_the_same_id_and_body(site: Site, receiver: HTTPServer) -> None:
    receiver.expect_ordered_request("/cms").respond_with_data("busy", status=503)
    receiver.expect_ordered_request("/cms").respond_with_data("", status=200)
    make_endpoint(url=receiver.url_for("/cms"))
    statement = make_statement(site.statements)
    now = timezone.now()
    send_due(now=now)
    statement.__class__.objects.filter(pk=statement.pk).update(title="Anders")

    send_due(now=now + timedelta(minutes=1))

    first, second = (received for received, _ in receiver.log)
    assert first.data == second.data
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]
    assert list(WebhookAttempt.objects.values_list("status", "response")) == [(503, "busy"), (200, "")]


@pytest.mark.django_db
def test_private_addresses_are_refused_when_the_time_comes(receiver: HTTPServer, settings: Settings) -> None:
    settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES = False
    make_webhook_delivery(make_endpoint(url=receiver.url_for("/cms")))

    send_due(now=NOW)

    assert receiver.log == []
    assert "127.0.0.1" in WebhookAttempt.objects.get().problem


@pytest.mark.django_db
def test_an_unreadable_secret_is_a_failed_try(receiver: HTTPServer, settings: Settings) -> None:
    make_webhook_delivery(make_endpoint(url=receiver.url_for("/cms")))
    settings.SECRET_KEY = "another"  # noqa: S105  Only for the test.

    send_due(now=NOW)

    assert receiver.log == []
    assert "SECRET_KEY" in WebhookAttempt.objects.get().problem


@pytest.mark.django_db
def test_the_command_sends_what_is_due(receiver: HTTPServer) -> None:
    receiver.expect_request("/cms").respond_with_data("")
    make_webhook_delivery(make_endpoint(url=receiver.url_for("/cms")), due_at=timezone.now())

    call_command("send_webhooks", once=True)

    assert len(receiver.log) == 1


@pytest.mark.django_db
def test_what_is_long_over_is_forgotten_and_what_waits_is_not() -> None:
    over = make_webhook_delivery(state=WebhookState.ACCEPTED)
    waiting = make_webhook_delivery()

    forget_old(now=NOW + KEPT + timedelta(days=1))

    assert list(WebhookDelivery.objects.values_list("pk", flat=True)) == [waiting.pk]
    assert not WebhookEvent.objects.filter(pk=over.event_id).exists()


@pytest.mark.django_db(transaction=True)
def test_killing_the_sender_loses_nothing(receiver: HTTPServer) -> None:
    arrived, go_on = threading.Event(), threading.Event()

    def hold(_request: Received) -> Response:
        arrived.set()
        go_on.wait(30)
        return Response("")

    receiver.expect_oneshot_request("/cms").respond_with_handler(hold)
    receiver.expect_request("/cms").respond_with_data("")
    make_endpoint(url=receiver.url_for("/cms"))
    make_statement(make_site().statements)
    WebhookDelivery.objects.exclude(event__data__type="StatementPage").delete()

    sender = send_in_a_process()
    assert arrived.wait(60)
    sender.kill()
    sender.wait()
    go_on.set()
    left, attempts, too_early = WebhookDelivery.objects.get(), WebhookAttempt.objects.count(), send_due()
    WebhookDelivery.objects.update(lease_until=timezone.now())
    send_in_a_process().wait(60)

    ids = {received.headers["webhook-id"] for received, _ in receiver.log}
    assert (left.state, attempts, too_early) == (WebhookState.SENDING, 0, 0)
    assert WebhookDelivery.objects.get().state == WebhookState.ACCEPTED
    assert ids == {left.event.message_id}


@pytest.mark.django_db(transaction=True)
def test_several_senders_never_claim_the_same() -> None:
    endpoint = make_endpoint()
    for _ in range(60):
        make_webhook_delivery(endpoint)
    taken: list[int] = []
    began = threading.Barrier(4)

    def take() -> None:
        began.wait(30)
        quiet = time.monotonic() + 5
        try:
            while time.monotonic() < quiet:
                found = claim(now=NOW, limit=3)
                taken.extend(each.delivery.pk for each in found)
                if len(taken) == 60:
                    return
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert Counter(taken) == Counter(WebhookDelivery.objects.values_list("pk", flat=True))
    assert len(claim(now=NOW + LEASE, limit=100)) == 60
