import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.delivery.models import WebhookEvent
from home.models import SiteSettings
from publications.models import Organisation, Person, Series, Topic
from tests.factories.site import Site, make_statement, make_topic
from tests.factories.webhooks import make_endpoint, told

ENTRIES = {
    Organisation: ("organization", {"name": "Bündnis"}),
    Person: ("person", {"name": "Rosa"}),
    Series: ("series", {"name": "Reihe"}),
    Topic: ("topic", {"name": "Frieden"}),
}


@pytest.mark.parametrize("model", ENTRIES, ids=lambda model: model.__name__)
def test_entries_are_told_as_what_they_are_and_not_what_they_say(site: Site, model: type) -> None:
    name, fields = ENTRIES[model]
    make_endpoint()

    entry = model.objects.create(slug="eintrag", locale=site.german.locale, **fields)
    entry.delete()

    events = list(WebhookEvent.objects.order_by("pk"))
    assert [event.kind for event in events] == [f"{name}.updated", f"{name}.deleted"]
    assert [set(event.data) for event in events] == [{"id", "type", "locale", "surrogateKeys"}] * 2
    assert events[0].data["locale"] == "de"


def test_settings_of_the_site_are_told(site: Site) -> None:
    make_endpoint(locales=["en"], types=["Site"])

    SiteSettings.objects.get().save()

    assert told() == [("site.updated", "Site")]


def test_change_and_event_are_written_in_one_transaction(site: Site) -> None:
    topic = make_topic()
    make_endpoint()

    with CaptureQueriesContext(connection) as queries:
        topic.save()

    statements = [query["sql"] for query in queries]
    written = [number for number, sql in enumerate(statements) if sql.startswith(("UPDATE", "INSERT"))]
    assert statements[0].startswith("SAVEPOINT")
    assert all("ROLLBACK" not in sql for sql in statements)
    assert 0 < written[0] < written[-1] < len(statements) - 1
    assert statements[-1].startswith("RELEASE SAVEPOINT")


def test_editors_who_save_an_entry_tell_it_once(site: Site, client: Client) -> None:
    topic = make_topic()
    make_endpoint()
    client.force_login(get_user_model().objects.create_superuser("redaktion"))

    client.post(
        reverse("wagtailsnippets_publications_topic:edit", args=[topic.pk]), {"name": "Abrüstung", "slug": "frieden"}
    )

    topic.refresh_from_db()
    assert topic.name == "Abrüstung"
    assert told() == [("topic.updated", "Topic")]


def test_installations_without_webhooks_pay_one_question(site: Site) -> None:
    page = make_statement(site.statements)

    with CaptureQueriesContext(connection) as queries:
        page.save()

    about_webhooks = [query["sql"] for query in queries if "webhook" in query["sql"]]
    assert len(about_webhooks) == 1
