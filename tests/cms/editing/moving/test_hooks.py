from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.factories.site import Site, make_page


@pytest.fixture
def editor(client: Client, django_user_model: type[User]) -> Client:
    client.force_login(django_user_model.objects.create_superuser("redaktion", "redaktion@example.org"))
    return client


@pytest.fixture
def section(site: Site) -> Page:
    return make_page(site.german, "Über uns", slug="ueber-uns")


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def parent_of(page: Page) -> Page:
    parent: Page = Page.objects.get(pk=page.pk).get_parent()
    return parent


def test_a_page_is_not_moved_to_where_the_search_is(editor: Client, site: Site, section: Page) -> None:
    page = make_page(section, "Suche", slug="suche")
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, site.german.pk])

    response = editor.post(url, headers={"accept-language": "en"})

    assert response.url == reverse("wagtailadmin_pages:move", args=[page.pk])
    assert "Suche: Readers would never see this page" in said(response)
    assert parent_of(page).pk == section.pk


def test_other_pages_are_moved(editor: Client, site: Site, section: Page) -> None:
    page = make_page(section, "Fragen", slug="fragen")

    editor.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, site.german.pk]))

    assert parent_of(page).pk == site.german.pk


@pytest.mark.parametrize(("slug", "moved"), [("suche", False), ("fragen", True)])
def test_of_several_pages_all_are_moved_or_none(
    editor: Client, site: Site, section: Page, slug: str, *, moved: bool
) -> None:
    pages = [make_page(section, slug=slug), make_page(section, slug="antworten")]
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    address = f"{url}?{'&'.join(f'id={page.pk}' for page in pages)}&next=/admin/"

    response = editor.post(address, {"chooser": site.german.pk}, headers={"accept-language": "en"})

    assert response.url == "/admin/"
    assert ("Readers would never see" in said(response)) is not moved
    assert {parent_of(page).pk == site.german.pk for page in pages} == {moved}


def test_other_bulk_actions_are_left_alone(editor: Client, section: Page) -> None:
    page = make_page(section, slug="suche")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    editor.post(f"{url}?id={page.pk}&next=/admin/", {"include_descendants": False})

    assert not Page.objects.get(pk=page.pk).live
