from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.site import Site, make_event, make_topic

NEW_STATEMENT = {
    "title": "Noch nie gespeichert",
    "slug": "noch-nie-gespeichert",
    "date": "2026-11-23",
    "summary": "",
    "body-count": "0",
    "key_points-count": "0",
    "corrections-count": "0",
    **{
        f"{formset}-{count}_FORMS": "0"
        for formset in ("comments", "authorships", "signatures", "posts", "related_links")
        for count in ("TOTAL", "INITIAL")
    },
}


def test_topics_can_be_searched(site: Site, admin_client: Client) -> None:
    make_topic()

    response = admin_client.get("/admin/snippets/publications/topic/?q=fri&locale=de")

    assert response.status_code == 200


@pytest.mark.parametrize(
    "channel", ["website", "instagram", "telegram", "mastodon", "bluesky", "newsletter", "leaflet", "feeds"]
)
def test_a_page_that_was_never_saved_can_be_previewed(site: Site, admin_client: Client, channel: str) -> None:
    address = reverse("wagtailadmin_pages:preview_on_add", args=["publications", "statementpage", site.statements.pk])
    assert admin_client.post(address, NEW_STATEMENT).json()["is_valid"]

    response: Any = admin_client.get(f"{address}?mode={channel}", follow=True)

    assert response.status_code == 200
    assert "Noch nie gespeichert" in response.content.decode() or channel == "leaflet"


def test_a_preview_needs_a_token(site: Site, client: Client) -> None:
    make_event(site.events)

    assert client.get("/preview/leaflet/?path=/termine/offenes-treffen/").status_code == 404


def test_posting_to_a_page_is_refused_for_what_it_is(site: Site) -> None:
    assert Client(enforce_csrf_checks=True).post("/").status_code == 405


@pytest.mark.parametrize(("path", "location"), [("/admin", "/admin/"), ("/termine", "/termine/")])
def test_a_missing_slash_is_forgiven(site: Site, client: Client, path: str, location: str) -> None:
    response = client.get(path)

    assert response.status_code in {301, 302}
    assert response.headers["Location"] == location
