from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import StandardPage
from tests.factories.site import Site

FORM = nested_form_data(
    {
        "title": "Wer wir sind",
        "slug": "wer-wir-sind",
        "summary": "Ein Satz.",
        "body": streamfield([]),
        "comments": inline_formset([]),
        "related_links": inline_formset([]),
    }
)


@pytest.fixture
def editor(client: Client, django_user_model: type[User]) -> Client:
    client.force_login(django_user_model.objects.create_superuser("redaktion", "redaktion@example.org"))
    return client


@pytest.fixture
def _saved_in_between(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    """Save the page once more between the check of the form and its saving, as Wagtail does by itself."""
    clean = WagtailAdminPageForm.clean

    def clean_and_save(form: Any) -> Any:
        data = clean(form)
        site.german.add_child(instance=StandardPage(title="Wer wir sind", slug="wer-wir-sind", owner=form.for_user))
        return data

    monkeypatch.setattr(WagtailAdminPageForm, "clean", clean_and_save)


def save(editor: Client, site: Site, **headers: str) -> Any:
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", site.german.pk])
    return editor.post(url, FORM, headers=headers)


@pytest.mark.usefixtures("_saved_in_between")
def test_a_page_saved_twice_at_once_opens_with_a_message(editor: Client, site: Site) -> None:
    response = save(editor, site, **{"accept-language": "en"})

    page = StandardPage.objects.get(slug="wer-wir-sind")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "save again" in editor.get(response.url, headers={"accept-language": "en"}).content.decode()


@pytest.mark.usefixtures("_saved_in_between")
def test_wagtails_own_saving_is_answered_in_its_own_words(editor: Client, site: Site) -> None:
    response = save(editor, site, accept="application/json")

    assert (response.status_code, response.json()["error_code"]) == (400, "saved_twice")


def test_other_failures_are_not_hidden(editor: Client, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_form: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(WagtailAdminPageForm, "clean", fail)

    with pytest.raises(RuntimeError):
        save(editor, site)
