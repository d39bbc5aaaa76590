import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Page
from wagtail.users.models import UserProfile

from tests.factories.desk import make_delivery
from tests.factories.site import Site, make_statement

SAID = "where nothing can be changed any more"


@pytest.fixture
def page(site: Site) -> Page:
    return make_statement(site.statements)


def editor_of(client: Client, page: Page) -> str:
    user = get_user_model().objects.create_superuser("redaktion")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_the_editor_says_what_can_no_longer_be_changed(client: Client, page: Page) -> None:
    make_delivery(page, channel="instagram", state="published")
    make_delivery(page, channel="telegram", state="published")

    assert editor_of(client, page).count(SAID) == 1


@pytest.mark.parametrize(("channel", "state"), [("telegram", "published"), ("instagram", "waiting")])
def test_the_editor_says_nothing_of_what_can_be_changed(client: Client, page: Page, channel: str, state: str) -> None:
    make_delivery(page, channel=channel, state=state)

    assert SAID not in editor_of(client, page)
