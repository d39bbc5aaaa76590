from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from publications.models import Organisation, Person, Series, Topic
from tests.factories.register import make_organisation, make_person
from tests.factories.site import Site

MODELS = [Organisation, Person, Series, Topic]


def address(model: type[Any], view: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_publications_{model._meta.model_name}:{view}", args=args)


def names(response: Any) -> list[str]:
    return [item.name for item in response.context["object_list"]]


def make(model: type[Any], name: str, slug: str) -> Any:
    return model.objects.create(name=name, slug=slug, locale=Locale.objects.get(language_code="de"))


@pytest.mark.parametrize("model", MODELS)
def test_entries_are_listed_and_found_by_the_beginning_of_their_name(
    site: Site, admin_client: Client, model: type[Any]
) -> None:
    make(model, "Redaktion", "redaktion")
    make(model, "Bündnis", "buendnis")

    assert names(admin_client.get(address(model, "list"))) == ["Bündnis", "Redaktion"]
    assert names(admin_client.get(address(model, "list"), {"q": "Redak"})) == ["Redaktion"]


def test_people_are_filtered_by_kind_and_organization(site: Site, admin_client: Client) -> None:
    alliance = make_organisation()
    make_person("Redaktion", "redaktion", kind="collective", organisation=alliance)
    make_person("Rosa", "rosa", kind="person", organisation=alliance)
    make_person("Karl", "karl", kind="person")

    found = admin_client.get(address(Person, "list"), {"kind": "person", "organisation": alliance.pk})

    assert names(found) == ["Rosa"]


def test_organizations_are_filtered_by_city(site: Site, admin_client: Client) -> None:
    make_organisation("Bündnis", "buendnis", city="Leipzig")
    make_organisation("Komitee", "komitee", city="Kassel")

    assert names(admin_client.get(address(Organisation, "list"), {"city": "Kassel"})) == ["Komitee"]


@pytest.mark.parametrize("model", MODELS)
def test_an_entry_is_added_with_a_name_and_a_slug(site: Site, admin_client: Client, model: type[Any]) -> None:
    entry = {"name": "Redaktion", "slug": "redaktion", "kind": "collective"}

    response = admin_client.post(f"{address(model, 'add')}?locale=de", entry)

    assert response.status_code == 302
    assert [(item.name, item.locale.language_code) for item in model.objects.all()] == [("Redaktion", "de")]


def test_an_entry_is_edited(site: Site, admin_client: Client) -> None:
    person = make_person()

    entry = {"name": "Redaktion Leipzig", "slug": "redaktion", "kind": "collective"}
    response = admin_client.post(address(Person, "edit", person.pk), entry)

    assert response.status_code == 302
    assert Person.objects.get().name == "Redaktion Leipzig"


@pytest.mark.parametrize("model", MODELS)
def test_a_slug_that_is_taken_is_refused(site: Site, admin_client: Client, model: type[Any]) -> None:
    make(model, "Redaktion", "redaktion")

    entry = {"name": "Andere", "slug": "redaktion", "kind": "collective"}
    response = admin_client.post(f"{address(model, 'add')}?locale=de", entry)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert model.objects.count() == 1


@pytest.mark.parametrize("model", MODELS)
def test_translations_may_share_a_slug(site: Site, model: type[Any]) -> None:
    german = make(model, "Redaktion", "redaktion")

    english = german.copy_for_translation(Locale.objects.get(language_code="en"))
    english.full_clean()
    english.save()

    assert {item.slug for item in model.objects.all()} == {"redaktion"}


def test_the_menu_is_not_for_those_who_may_not_edit_entries(site: Site, client: Client) -> None:
    client.force_login(User.objects.create_user("reader"))

    assert client.get(address(Person, "list")).status_code == 302
