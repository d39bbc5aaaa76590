import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.delivery.accounts.offered import offered
from cms.pages.posts import Channel
from tests.factories.desk import make_account

MASTODON = {"MASTODON_API_URL": "https://social.example", "MASTODON_ACCESS_TOKEN": "of-the-environment"}


@pytest.mark.django_db
def test_without_an_account_editors_are_asked_about_fewer_channels() -> None:
    with CaptureQueriesContext(connection) as queries:
        found = offered()

    assert set(Channel.values) - found == {"mastodon", "bluesky"}
    assert len(queries) == 1


@pytest.mark.django_db
def test_an_account_or_a_plan_brings_a_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    make_account("bluesky")
    for name, value in MASTODON.items():
        monkeypatch.setenv(name, value)

    assert {"mastodon", "bluesky"} <= offered()


@pytest.mark.django_db
def test_what_is_planned_stays_in_sight() -> None:
    assert "bluesky" in offered(["bluesky"])
    assert "mastodon" not in offered(["bluesky"])
