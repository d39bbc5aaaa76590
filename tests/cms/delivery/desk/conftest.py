from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from PIL import Image
from wagtail.models import Page
from wagtail.users.models import UserProfile

from cms.delivery.models import Delivery
from cms.delivery.planning.pictures import stored
from cms.transports.posting import Picture
from tests.factories.desk import make_account, make_delivery, make_editor, make_post
from tests.factories.people import make_user
from tests.factories.site import NOW, Site, make_statement

TEAM = ("view_delivery", "change_delivery", "view_channelaccount", "change_channelaccount", "add_channelaccount")


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def page(site: Site) -> Page:
    return make_statement(site.statements)


def make_member(name: str = "anna", *permissions: str) -> Any:
    """Return somebody of the social media team, or whoever has these permissions."""
    group = Group.objects.create(name=f"Gruppe {name}")
    group.permissions.set(Permission.objects.filter(codename__in=("access_admin", *(permissions or TEAM))))
    user = make_user(name)
    user.groups.add(group)
    return english(user)


def english(user: Any) -> Any:
    """Let the admin speak English, whatever the translations are."""
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


@pytest.fixture
def team(client: Client, page: Page) -> Client:
    client.force_login(make_member())
    return client


@pytest.fixture
def reader(client: Client, site: Site) -> Client:
    """An editor, who sees what is of the pages they may edit."""
    user = english(make_editor(site.statements, name="lea"))
    user.user_permissions.add(Permission.objects.get(codename="view_delivery"))
    client.force_login(user)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def in_doubt(page: Page, **fields: Any) -> Delivery:
    values = {"state": "needs_decision", "publish_started_at": NOW, "doubted_at": NOW, "reason": "telegram.no_answer"}
    return make_delivery(page, due_at=NOW, **values | fields)


def jpeg(color: str = "darkred", *, size: tuple[int, int] = (1080, 1350)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, color).save(file, "JPEG")
    return file.getvalue()


def slide(color: str, alt_text: str) -> Picture:
    return stored(jpeg(color), alt_text=alt_text)


def with_slides(page: Page, **fields: Any) -> Delivery:
    """Return a delivery with two pictures."""
    account = make_account("instagram", locale=page.locale.language_code)
    pictures = (slide("darkred", "Titel: Nein zur Wehrpflicht"), slide("navy", "Drei Gründe"))
    media = [
        {"url": each.url, "sha256": each.sha256, "alt_text": each.alt_text, "width": each.width, "height": each.height}
        for each in pictures
    ]
    text = "Wir sagen Nein.\n\n#Frieden"
    post = make_post(page, account, publish_at=NOW, format="pictures", text=text, media=media)
    return make_delivery(page, channel="instagram", due_at=NOW, post=post, **fields)
