import pytest
from django.test import Client

from cms.api.preview import store_draft
from cms.channels.players import player_sources
from tests.factories.site import Site


@pytest.mark.django_db
def test_preview_lets_a_video_be_loaded_as_the_website_does(client: Client, site: Site) -> None:
    policy = client.get("/preview/website/", {"path": "/", "token": "x"})["Content-Security-Policy"]

    assert f"; frame-src {player_sources()}; " in policy
    assert f"; frame-src {player_sources()}; " in client.get("/")["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["webhooks", "nowhere"])
def test_a_channel_without_a_preview_is_not_found(client: Client, site: Site, name: str) -> None:
    token = store_draft(site.german, editor_id=None).token

    response = client.get(f"/preview/{name}/", {"path": "/", "locale": "de", "token": token})

    assert response.status_code == 404
