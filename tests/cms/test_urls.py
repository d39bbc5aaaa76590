from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from tests.factories.files import make_document, make_image
from tests.factories.site import Site, make_page


def restricted_file(kind: str, **fields: Any) -> str:
    """Return the address of a file in a collection that not everybody may see."""
    collection = Collection.get_first_root_node().add_child(name="Intern")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=kind, **fields)
    return str(make_document(collection=collection).url)


@pytest.mark.parametrize("kind", [CollectionViewRestriction.LOGIN, CollectionViewRestriction.GROUPS])
def test_a_file_for_those_who_log_in_leads_to_the_login(db: None, client: Client, kind: str) -> None:
    url = restricted_file(kind)

    response = client.get(url)

    assert (response.status_code, response["Location"]) == (302, f"/admin/login/?next={url}")


def test_a_file_behind_a_password_asks_for_it_and_then_comes(db: None, client: Client) -> None:
    url = restricted_file(CollectionViewRestriction.PASSWORD, password="Rosa")  # noqa: S106  Made for this test.
    restriction = CollectionViewRestriction.objects.get()
    asked = client.get(url)

    form = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    response = client.post(form, {"password": "Rosa", "return_url": url}, follow=True)

    assert (asked.status_code, asked.templates[0].name) == (200, "wagtaildocs/password_required.html")
    assert (response.request["PATH_INFO"], response["Content-Type"]) == (url, "application/pdf")


@pytest.mark.parametrize("way", ["/media/{}", "/media/images/../{}", "/media/images/%2e%2e/{}", "/media//{}"])
def test_the_file_that_was_uploaded_has_no_address(site: Site, client: Client, way: str) -> None:
    name = make_image().file.name

    response = client.get(way.format(name))

    assert name.startswith("original_images/")
    assert response.status_code in {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND}


def test_the_login_of_the_website_is_that_of_the_admin(client: Client) -> None:
    next_page = quote("/documents/1/heft.pdf", safe="")

    response = client.get(f"{reverse('wagtailcore_login')}?next={next_page}")

    assert response["Location"] == f"{reverse('wagtailadmin_login')}?next={next_page}"


def test_the_password_of_a_page_can_be_given(site: Site, client: Client) -> None:
    page = make_page(site.german)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="Rosa")  # noqa: S106  As above.

    form = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])

    assert "wagtailcore/password_required.html" in [template.name for template in client.get(form).templates]
    assert client.post(form, {"password": "Rosa", "return_url": "/"})["Location"] == "/"
