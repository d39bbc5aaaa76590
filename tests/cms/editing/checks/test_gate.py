from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.api.models import PreviewDraft
from home.models import StandardPage
from tests.cms.editing.checks.test_checklist import make_image
from tests.factories.site import Site, make_page


@pytest.fixture
def editor(admin_client: Client) -> Client:
    admin_client.get("/admin/", headers={"Accept-Language": "de"})
    return admin_client


def submitted(page: StandardPage, **fields: Any) -> dict[str, Any]:
    """Return what the form of a page sends, with nothing in it that needs its scripts."""
    values = {"title": page.title, "slug": page.slug, "summary": "Ein Satz.", "body": streamfield([])}
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    formsets = dict.fromkeys(("posts", "related_links", "comments"), empty)
    return nested_form_data(values | formsets | fields)


def test_errors_stop_publishing_and_the_draft_is_kept(editor: Client, site: Site) -> None:
    page = make_page(site.german, live=False)
    data = submitted(page, hero_image=make_image().pk, summary="Neuer Satz.")

    response = editor.post(f"/admin/pages/{page.pk}/edit/", data | {"action-publish": "1"}, follow=True)

    page.refresh_from_db()
    assert not page.live
    assert page.get_latest_revision_as_object().summary == "Neuer Satz."
    assert "Noch nicht veröffentlicht. Der Entwurf ist gespeichert." in response.content.decode()


def test_warnings_do_not_stop_publishing(editor: Client, site: Site) -> None:
    page = make_page(site.german, live=False)

    editor.post(f"/admin/pages/{page.pk}/edit/", submitted(page, summary="") | {"action-publish": "1"})

    page.refresh_from_db()
    assert page.live


def test_findings_are_answered_for_the_latest_draft(editor: Client, site: Site) -> None:
    page = make_page(site.german, summary="Ein Satz.")
    page.hero_image = make_image()
    page.save_revision()

    answer = editor.get(f"/admin/checks/{page.pk}/").content.decode()

    assert "„Fahnen“ hat in dieser Sprache keinen Alternativtext." in answer
    assert "Beheben" in answer


def test_channels_say_what_they_cannot_carry(editor: Client, site: Site) -> None:
    page = make_page(site.german, summary="Ein Satz.", body=[("paragraph", {"text": "<p>Langer Satz.</p>" * 400})])

    answer = editor.get(f"/admin/checks/{page.pk}/?channels=1").content.decode()

    assert "Telegram: Telegram trägt" in answer
    assert "Instagram: Nicht alles passt auf 10 Slides" in answer


def test_asking_the_channels_stores_nothing(editor: Client, site: Site) -> None:
    page = make_page(site.german, summary="Ein Satz.")

    editor.get(f"/admin/checks/{page.pk}/?channels=1")

    assert PreviewDraft.objects.count() == 0


def test_findings_are_for_those_who_may_edit(client: Client, site: Site, django_user_model: Any) -> None:
    reader = django_user_model.objects.create_user("reader")
    client.force_login(reader)
    page = make_page(site.german)

    assert client.get(f"/admin/checks/{page.pk}/").status_code == 302
