import pytest
from django.test import Client

from cms.channels.players import player_sources
from tests.factories.site import Site


@pytest.mark.django_db
def test_preview_lets_a_video_be_loaded_as_the_website_does(client: Client, site: Site) -> None:
    policy = client.get("/preview/website/", {"path": "/", "token": "x"})["Content-Security-Policy"]

    assert f"; frame-src {player_sources()}; " in policy
    assert f"; frame-src {player_sources()}; " in client.get("/")["Content-Security-Policy"]
