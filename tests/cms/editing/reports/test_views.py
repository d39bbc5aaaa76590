from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.documents import get_document_model
from wagtail.users.models import UserProfile

from cms.delivery.models import DeliveryState
from tests.factories.desk import days, make_delivery, make_editor, make_failure, published_on
from tests.factories.site import Site, make_page, make_statement

COLUMNS = {
    "editing_aging_pages": "Titel,Status,Zuletzt veröffentlicht am,Zuletzt veröffentlicht durch,Typ",
    "editing_unused_images": "Titel,Dateiname,Bytes,Hochgeladen,Sammlung,Hochgeladen von",
    "editing_unused_documents": "Titel,Dateiname,Bytes,Hochgeladen,Sammlung,Hochgeladen von",
    "editing_failed_deliveries": "Seite,Kanal,Sprache,Stand,Fällig,Problem",
}


@pytest.fixture
def administrator(site: Site, client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("admin"))


def listed(client: Client, name: str, **asked: Any) -> list[str]:
    response = client.get(reverse(name), asked)
    assert response.status_code == 200
    return [str(item) for item in response.context_data["object_list"]]


def test_aging_pages_are_those_not_changed_for_long(site: Site, administrator: None, client: Client) -> None:
    published_on(make_statement(site.statements, "Neu"), timezone.now() - days(100))
    published_on(make_statement(site.statements, "Alt"), timezone.now() - days(200))

    assert listed(client, "editing_aging_pages") == ["Alt"]
    assert listed(client, "editing_aging_pages", unchanged_for="3") == ["Alt", "Neu"]
    assert listed(client, "editing_aging_pages", unchanged_for="12") == []


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


def test_failed_deliveries_can_be_chosen_by_days(site: Site, administrator: None, client: Client) -> None:
    failed = make_failure(make_statement(site.statements))
    today = timezone.localdate().isoformat()

    assert listed(client, "editing_failed_deliveries", due_at_from=today, due_at_to=today) == [str(failed)]
    assert listed(client, "editing_failed_deliveries", due_at_to="2000-01-01") == []


def test_days_at_the_ends_of_the_calendar_are_refused(site: Site, administrator: None, client: Client) -> None:
    asked = {"due_at_from": "0001-01-01", "due_at_to": "9999-12-31"}

    answer = client.get(reverse("editing_failed_deliveries"), asked)

    assert answer.status_code == 200
    assert list(answer.context_data["filters"].form.errors) == ["due_at"]


@pytest.mark.parametrize("name", COLUMNS)
def test_each_report_can_be_taken_along(site: Site, administrator: None, client: Client, name: str) -> None:
    table = b"".join(client.get(reverse(name), {"export": "csv"})).decode().splitlines()
    workbook = load_workbook(BytesIO(b"".join(client.get(reverse(name), {"export": "xlsx"}))))

    assert table[0] == COLUMNS[name]
    assert ",".join(str(cell.value) for cell in workbook.active[1]) == COLUMNS[name]


def test_export_names_what_failed(site: Site, administrator: None, client: Client) -> None:
    failed = make_failure(make_statement(site.statements))

    table = b"".join(client.get(reverse("editing_failed_deliveries"), {"export": "csv"})).decode().splitlines()

    assert [row.split(",")[:3] for row in table[1:]] == [[failed.page.title, "telegram", "de"]]


def test_a_failure_is_explained_and_leads_to_the_desk(site: Site, administrator: None, client: Client) -> None:
    UserProfile.objects.create(user=get_user_model().objects.get(), preferred_language="en")
    failed = make_failure(make_statement(site.statements), reason="telegram.too_long", problem="Bad Request: too long")

    table = b"".join(client.get(reverse("editing_failed_deliveries"), {"export": "csv"})).decode()
    shown = client.get(reverse("editing_failed_deliveries")).content.decode()

    why = "The text is longer than 4,096 characters."
    assert f'href="/admin/posts/{failed.pk}/"' in shown
    assert [(why in text, "Bad Request" in text) for text in (table, shown)] == [(True, False), (True, False)]


def test_failures_on_pages_of_others_are_not_listed(site: Site, client: Client) -> None:
    make_failure(make_statement(site.statements))
    client.force_login(make_editor(site.events))

    assert listed(client, "editing_failed_deliveries") == []


def test_reports_are_closed_to_those_who_may_not_edit(site: Site, client: Client) -> None:
    client.force_login(make_editor(site.german))

    assert client.get(reverse("editing_unused_images")).status_code == 302
