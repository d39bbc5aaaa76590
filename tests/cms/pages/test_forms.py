from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, get_page_models
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.pages.forms import ContentPageForm
from cms.pages.models import ContentPage
from tests.factories.site import Site, make_page


@pytest.fixture
def editor(client: Client, django_user_model: type[User]) -> Client:
    client.force_login(django_user_model.objects.create_superuser("redaktion", "redaktion@example.org"))
    return client


def form(slug: str) -> dict[str, Any]:
    given = {"title": "Suche", "slug": slug, "summary": "", "body": streamfield([])}
    data: dict[str, Any] = nested_form_data(
        given | {"comments": inline_formset([]), "related_links": inline_formset([])}
    )
    return data


@pytest.mark.parametrize(
    ("language", "slug", "address"), [("german", "suche", "/suche/"), ("english", "search", "/en/search/")]
)
def test_a_page_where_the_search_is_is_refused_in_plain_words(
    editor: Client, site: Site, language: str, slug: str, address: str
) -> None:
    parent = getattr(site, language)
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent.pk])

    response = editor.post(url, form(slug), headers={"accept-language": "en"})

    (message,) = response.context["form"].errors["slug"]
    assert message.startswith("Readers would never see this page, because the website itself answers at " + address)
    assert not Page.objects.filter(slug=slug).exists()


@pytest.mark.parametrize("slug", ["admin", "graphql", "en", "documents"])
def test_addresses_of_the_system_are_refused(editor: Client, site: Site, slug: str) -> None:
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", site.german.pk])

    assert "slug" in editor.post(url, form(slug)).context["form"].errors


def test_a_page_cannot_be_renamed_to_one(editor: Client, site: Site) -> None:
    page = make_page(site.german)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])

    assert "slug" in editor.post(url, form("suche")).context["form"].errors
    assert editor.post(url, form("suchen")).status_code == 302


def test_a_copy_cannot_be_put_there(editor: Client, site: Site) -> None:
    page = make_page(site.german)
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    given = {"new_title": "Suche", "new_slug": "suche", "new_parent_page": site.german.pk}

    assert "new_slug" in editor.post(url, given).context["form"].errors
    assert editor.post(url, given | {"new_slug": "suchen"}).status_code == 302


def test_every_type_of_page_has_such_a_form(db: None) -> None:
    forms = {
        model: model.get_edit_handler().get_form_class()
        for model in get_page_models()
        if issubclass(model, ContentPage)
    }

    assert [model for model, made in forms.items() if not issubclass(made, ContentPageForm)] == []
    assert forms
