from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model

from cms.delivery.models import DeliveryState
from tests.factories.desk import days, make_delivery, make_editor, make_failure, published_on
from tests.factories.site import Site, make_page, make_statement

REPORTS = ("editing_ageing_pages", "editing_unused_images", "editing_unused_documents", "editing_failed_deliveries")


@pytest.fixture
def administrator(site: Site, client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("admin"))


def listed(client: Client, name: str, **asked: Any) -> list[str]:
    response = client.get(reverse(name), asked)
    assert response.status_code == 200
    return [str(item) for item in response.context_data["object_list"]]


def test_ageing_pages_are_those_not_changed_for_long(site: Site, administrator: None, client: Client) -> None:
    published_on(make_statement(site.statements, "Neu"), timezone.now() - days(100))
    published_on(make_statement(site.statements, "Alt"), timezone.now() - days(200))

    assert listed(client, "editing_ageing_pages") == ["Alt"]
    assert listed(client, "editing_ageing_pages", unchanged_for="3") == ["Alt", "Neu"]
    assert listed(client, "editing_ageing_pages", unchanged_for="12") == []


def test_unused_files_are_those_nothing_mentions(site: Site, administrator: None, client: Client) -> None:
    files = get_document_model().objects
    used = files.create(title="Gebraucht", file=ContentFile(b"a", name="a.pdf"))
    files.create(title="Vergessen", file=ContentFile(b"b", name="b.pdf"))
    link = f'<p><a linktype="document" id="{used.pk}">Datei</a></p>'

    make_page(site.german, body=[("paragraph", {"text": link})])

    assert listed(client, "editing_unused_documents") == ["Vergessen"]


def test_failed_deliveries_can_be_chosen_by_state(site: Site, administrator: None, client: Client) -> None:
    page = make_statement(site.statements)
    failed, doubtful = make_failure(page), make_delivery(page, state=DeliveryState.NEEDS_DECISION, channel="instagram")
    make_delivery(page, state=DeliveryState.PUBLISHED)

    assert set(listed(client, "editing_failed_deliveries")) == {str(failed), str(doubtful)}
    assert listed(client, "editing_failed_deliveries", state="needs_decision") == [str(doubtful)]
    assert listed(client, "editing_failed_deliveries", channel="telegram") == [str(failed)]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_each_report_can_be_taken_along(site: Site, administrator: None, client: Client, name: str, kind: str) -> None:
    published_on(make_statement(site.statements), timezone.now() - days(900))
    make_failure(site.statements)

    response = client.get(reverse(name), {"export": kind})

    assert response.status_code == 200
    assert len(b"".join(response)) > 0


def test_failures_on_pages_of_others_are_not_listed(site: Site, client: Client) -> None:
    make_failure(make_statement(site.statements))
    client.force_login(make_editor(site.events))

    assert listed(client, "editing_failed_deliveries") == []


def test_reports_are_closed_to_those_who_may_not_edit(site: Site, client: Client) -> None:
    client.force_login(make_editor(site.german))

    assert client.get(reverse("editing_unused_images")).status_code == 302
