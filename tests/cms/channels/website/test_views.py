from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from wagtail.contrib.redirects.models import Redirect

from cms.channels.website import views
from tests.factories.site import Site, make_page

POLICY = (
    "default-src 'self'; img-src 'self' data: https://www.example.org; "
    "frame-src 'self' https://www.youtube-nocookie.com https://player.vimeo.com; "
    "script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)


def get(path: str, **headers: str) -> HttpResponse:
    request = RequestFactory().get("/" + path.lstrip("/"), **headers)
    request.path_info = path.partition("?")[0]
    return views.page(request, path.strip("/"))


def test_page_is_answered_with_headers_that_keep_it_to_itself(site: Site) -> None:
    make_page(site.german)

    response = get("/wer-wir-sind/")

    assert response.status_code == 200
    assert b"<h1>Wer wir sind</h1>" in response.content
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["Content-Language"] == "de"
    assert response["Content-Security-Policy"] == POLICY
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, no-cache"
    assert not response.cookies


@pytest.mark.parametrize("path", ["/?p=12", "/wer-wir-sind/?von=post", "/wer-wir-sind/?p=[&\x00"])
def test_query_that_names_no_page_changes_nothing(site: Site, path: str) -> None:
    make_page(site.german)

    assert get(path).status_code == 200


def test_page_that_did_not_change_is_not_sent_again(site: Site) -> None:
    make_page(site.german).save_revision().publish()
    first = get("/wer-wir-sind/")

    again = get("/wer-wir-sind/", HTTP_IF_NONE_MATCH=first["ETag"])

    assert (again.status_code, again.content, again["Content-Language"]) == (304, b"", "de")


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/wer-wir-sind", 301, "/wer-wir-sind/"),
        ("/wer-wir-sind?seite=2", 301, "/wer-wir-sind/?seite=2"),
        ("//wer-wir-sind", 301, "/wer-wir-sind/"),
        ("/alt/", 301, "/neu/"),
        ("/bald", 302, "https://example.com/"),
        ("/?p=12", 301, "/neu/"),
        ("/wer-wir-sind/?p=13&seite=2", 301, "/neu/"),
        ("/alt/?von=post", 301, "/neu/"),
    ],
)
def test_page_elsewhere_is_pointed_to(site: Site, path: str, status: int, location: str) -> None:
    make_page(site.german)
    Redirect.objects.create(old_path="/alt", redirect_link="/neu/")
    Redirect.objects.create(old_path="/?p=12", redirect_link="/neu/")
    Redirect.objects.create(old_path="/wer-wir-sind?p=13&seite=2", redirect_link="/neu/")
    Redirect.objects.create(old_path="/bald", redirect_link="https://example.com/", is_permanent=False)

    response = get(path)

    assert (response.status_code, response["Location"]) == (status, location)


@pytest.mark.parametrize(
    ("path", "title"),
    [("/nirgends", "Diese Seite gibt es nicht"), ("/en/nowhere/", "This page does not exist")],
)
def test_missing_page_is_told_in_the_language_of_the_address(site: Site, path: str, title: str) -> None:
    response = get(path)

    assert response.status_code == 404
    assert f"<h1>{title}</h1>" in response.content.decode()
    assert response["Content-Security-Policy"] == POLICY


def test_withdrawn_page_is_told_to_be_gone(site: Site) -> None:
    page = make_page(site.german)
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()

    response = get("/wer-wir-sind/")

    assert response.status_code == 410
    assert "<h1>Diese Seite gibt es nicht mehr</h1>" in response.content.decode()
    assert response["Content-Language"] == "de"


def test_missing_site_is_told(db: None) -> None:
    response = get("/nirgends/")

    assert response.status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_page_cannot_be_changed(method: str) -> None:
    response = views.page(RequestFactory().generic(method, "/"))

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")


def test_page_without_a_form_can_only_be_read(site: Site) -> None:
    response = views.page(RequestFactory().post("/"))

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_brand_is_kept_forever() -> None:
    response = views.brand(RequestFactory().get("/"), primary="a8121a", ink="1b1b1f", paper="fbf9f5")

    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"--brand: #a8121a;" in response.content


def test_robots_are_asked_to_stay_out_of_the_admin() -> None:
    response = views.robots(RequestFactory().get("/robots.txt"))

    assert response.content.decode().startswith("User-agent: *\nDisallow: /admin/\nDisallow: /graphql/\n")


def test_stylesheets_load_nothing_from_elsewhere() -> None:
    styles = [path.read_text() for path in Path("cms/channels/static/website").glob("*.css")]

    assert [style for style in styles if "@import" in style or 'url("http' in style or 'url("//' in style] == []


def test_a_short_address_leads_to_its_page_and_says_when_it_is_gone(site: Site) -> None:
    page = make_page(site.german)
    page.save_revision().publish()
    page.refresh_from_db()

    there, draft = get(f"/s/{page.pk}"), get(f"/s/{make_page(site.german, 'Entwurf', live=False).pk}")
    page.unpublish()
    gone = get(f"/s/{page.pk}/")

    assert (there.status_code, there["Location"]) == (302, "/wer-wir-sind/")
    assert (there["Cache-Control"], there.cookies) == ("public, no-cache", {})
    assert (draft.status_code, gone.status_code) == (404, 410)
