import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from cms.delivery.models import WebhookDelivery, WebhookEndpoint
from cms.delivery.webhooks.models import WebhookState
from cms.editing.dashboard.problems import found_for
from tests.factories.desk import make_editor
from tests.factories.site import NOW, Site
from tests.factories.webhooks import URL, make_endpoint, make_webhook_delivery

FORM = {"name": "Frontend", "url": URL, "is_active": "on", "events": ["page.published"], "types": [], "locales": ["de"]}
SECRET = re.compile(rb'value="(whsec_[A-Za-z0-9+/=]+)"')


@pytest.fixture
def admin(client: Client, site: Site) -> Client:
    client.force_login(get_user_model().objects.create_superuser("redaktion"))
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_new_webhook_shows_its_secret_once(admin: Client) -> None:
    response = admin.post(reverse("webhooks:add"), FORM)

    endpoint = WebhookEndpoint.objects.get()
    found = SECRET.search(response.content)
    assert found is not None
    assert "no-store" in response["Cache-Control"]
    assert (endpoint.events, endpoint.types, endpoint.locales) == (["page.published"], [], ["de"])
    for address in (reverse("webhooks:edit", args=[endpoint.pk]), reverse("webhooks:index")):
        assert found[1].decode() not in text(admin.get(address))


@pytest.mark.parametrize("url", ["http://hooks.example.org/", "https://hooks.example.org:25/", "example.org"])
def test_addresses_that_are_not_allowed_are_refused(admin: Client, url: str) -> None:
    admin.post(reverse("webhooks:add"), FORM | {"url": url})

    assert not WebhookEndpoint.objects.exists()


def test_the_form_knows_what_was_chosen(admin: Client) -> None:
    endpoint = make_endpoint(events=["page.moved"], types=["StatementPage"], locales=["en"])

    shown = text(admin.get(reverse("webhooks:edit", args=[endpoint.pk])))

    chosen = re.findall(r'<input type="checkbox" name="\w+" value="([\w.]+)"[^>]*checked', shown)
    assert chosen == ["page.moved", "StatementPage", "en"]


def test_rotating_asks_and_shows_the_new_secret(admin: Client) -> None:
    endpoint = make_endpoint()
    address = reverse("webhooks:rotate", args=[endpoint.pk])

    asked, done = admin.get(address), admin.post(address)

    assert SECRET.search(asked.content) is None
    assert SECRET.search(done.content) is not None
    assert len(endpoint.keys(now=timezone.now())) == 2
    assert ModelLogEntry.objects.filter(action="webhooks.rotate").count() == 1


def test_a_test_goes_to_this_endpoint_alone(admin: Client) -> None:
    endpoint, _other = make_endpoint("Eins", events=["page.moved"]), make_endpoint("Zwei")

    response = admin.post(reverse("webhooks:test", args=[endpoint.pk]))

    delivery = WebhookDelivery.objects.get()
    assert response["Location"] == reverse("webhook_log:delivery", args=[delivery.pk])
    assert (delivery.endpoint, delivery.event.kind) == (endpoint, "webhook.test")


def test_the_log_shows_what_was_sent_and_what_came_back(admin: Client) -> None:
    delivery = make_webhook_delivery(state=WebhookState.FAILED)
    delivery.attempts.create(fence=1, started_at=NOW, milliseconds=87, status=503, response="<b>busy</b>")

    listed = text(admin.get(reverse("webhook_log:index")))
    shown = text(admin.get(reverse("webhook_log:delivery", args=[delivery.pk])))

    assert "503" in listed
    assert all(part in shown for part in ("503", "87 ms", "&lt;b&gt;busy&lt;/b&gt;", delivery.event.message_id))


def test_one_delivery_is_sent_again(admin: Client) -> None:
    delivery = make_webhook_delivery(state=WebhookState.ACCEPTED, tries=3)

    admin.post(reverse("webhook_log:resend_one", args=[delivery.pk]))

    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries) == (WebhookState.WAITING, 0)
    assert ModelLogEntry.objects.filter(action="webhooks.resend").count() == 1


def test_what_the_filters_of_the_log_let_through_is_sent_again(admin: Client) -> None:
    endpoint = make_endpoint()
    failed = make_webhook_delivery(endpoint, state=WebhookState.FAILED)
    make_webhook_delivery(endpoint, state=WebhookState.ACCEPTED)
    make_webhook_delivery(make_endpoint("Andere"), state=WebhookState.FAILED)
    day = f"{NOW:%Y-%m-%d}"
    query = f"?endpoint={endpoint.pk}&state=failed&occurred_from={day}&occurred_to={day}"

    asked = admin.get(reverse("webhook_log:resend") + query)
    admin.post(reverse("webhook_log:resend") + query)

    assert asked.context["count"] == 1
    waiting = WebhookDelivery.objects.filter(state=WebhookState.WAITING)
    assert list(waiting) == [failed]


def test_days_without_any_delivery_send_nothing_again(admin: Client) -> None:
    make_webhook_delivery(state=WebhookState.FAILED)

    admin.post(reverse("webhook_log:resend") + "?occurred_from=2020-01-01&occurred_to=2020-01-02")

    assert not WebhookDelivery.objects.filter(state=WebhookState.WAITING).exists()


def test_switching_on_again_begins_anew(admin: Client) -> None:
    endpoint = make_endpoint(is_active=False, disabled_because="failing", disabled_at=NOW, failing_since=NOW)

    admin.post(reverse("webhooks:edit", args=[endpoint.pk]), FORM)

    endpoint.refresh_from_db()
    assert (endpoint.is_active, endpoint.disabled_because, endpoint.failing_since) == (True, "", None)


@pytest.mark.parametrize(
    "name", ["webhooks:index", "webhooks:add", "webhook_log:index", "webhook_log:resend", "webhook_log:delivery"]
)
def test_editors_without_the_right_see_none_of_it(site: Site, client: Client, name: str) -> None:
    delivery = make_webhook_delivery()
    client.force_login(make_editor(site.german))

    response = client.get(reverse(name, args=[delivery.pk] if name == "webhook_log:delivery" else []))

    assert response.status_code in {302, 403}


def test_editors_are_told_that_an_endpoint_was_given_up(site: Site) -> None:
    make_endpoint("Ganz", failing_since=None)
    make_endpoint("Kurz weg", failing_since=NOW - timedelta(minutes=5))
    make_endpoint("Lange weg", failing_since=NOW - timedelta(days=1))
    make_endpoint("Abgeschaltet", is_active=False, disabled_because="gone", disabled_at=NOW)
    make_endpoint("Aus", is_active=False)

    with override("en"):
        lines = found_for(make_editor(site.german), now=NOW)

    assert [(str(line.text), line.url) for line in lines] == [("Webhook Abgeschaltet", ""), ("Webhook Lange weg", "")]
    assert "410" in str(lines[0].note)
