from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.delivery.models import Delivery, DeliveryAttempt
from tests.cms.delivery.desk.conftest import in_doubt, jpeg, text, with_slides
from tests.factories.desk import make_delivery
from tests.factories.site import NOW

ALT_TEXTS = "01.jpg\nTitel: Nein zur Wehrpflicht\n\n02.jpg\nDrei Gründe"


def address(delivery: Delivery, more: str = "") -> str:
    return f"/admin/posts/{delivery.pk}/{more}"


def unpacked(response: Any) -> dict[str, bytes]:
    with ZipFile(BytesIO(response.getvalue())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_post_is_shown_whole(team: Client, page: Page) -> None:
    delivery = with_slides(page)
    DeliveryAttempt.objects.create(delivery=delivery, fence=1, step="claim", at=NOW, outcome="preparing", worker="eins")

    shown = text(team.get(address(delivery)))

    assert "Wir sagen Nein.\n\n#Frieden" in shown
    assert shown.count('<img src="/media/images/posts/') == 2
    assert ("Drei Gründe" in shown, "Copy alt text 2" in shown) == (True, True)
    assert ("Taking on" in shown, "(eins)" in shown) == (True, True)


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        ("waiting", ["posted", "skip"]),
        ("prepared", ["posted", "skip"]),
        ("publishing", []),
        ("published", []),
        ("unconfirmed", ["seen", "absent", "skip"]),
        ("needs_decision", ["seen", "absent", "skip"]),
        ("failed", ["again", "posted", "skip"]),
        ("missed", ["again", "posted", "skip"]),
        ("cancelled", []),
    ],
)
def test_what_can_be_decided_depends_on_the_state(team: Client, page: Page, state: str, acts: list[str]) -> None:
    delivery = make_delivery(page, state=state)

    assert [act.name for act in team.get(address(delivery)).context["acts"]] == acts


def test_an_editor_sees_and_decides_nothing(reader: Client, page: Page) -> None:
    delivery = in_doubt(page)

    response = reader.get(address(delivery))

    assert (response.status_code, response.context["acts"]) == (200, [])


def test_a_post_outlives_its_page(team: Client, page: Page) -> None:
    delivery = make_delivery(page, state="published", published_at=NOW)
    page.delete()

    assert team.get(address(delivery)).status_code == 200
    assert team.get("/admin/posts/").status_code == 200


def test_what_is_no_address_is_no_link(team: Client, page: Page) -> None:
    delivery = make_delivery(page, state="published", published_at=NOW, permalink="javascript:alert(1)")

    assert "javascript:alert" not in text(team.get(address(delivery)))


def test_what_stands_on_instagram_is_said_to_be_fixed(team: Client, page: Page) -> None:
    delivery = with_slides(page, state="published", published_at=NOW)

    assert "What stands on Instagram cannot be changed from here" in text(team.get(address(delivery)))


def test_the_archive_holds_what_is_posted_by_hand(team: Client, page: Page) -> None:
    delivery = with_slides(page)

    response = team.get(address(delivery, "zip/"))

    assert response.streaming
    assert response["Content-Disposition"] == 'attachment; filename="nein-zur-wehrpflicht-instagram-de.zip"'
    assert unpacked(response) == {
        "01.jpg": jpeg("darkred"),
        "02.jpg": jpeg("navy"),
        "text.txt": b"Wir sagen Nein.\n\n#Frieden",
        "alt-texts.txt": ALT_TEXTS.encode(),
    }


def test_the_archive_of_a_text_holds_the_text(team: Client, page: Page) -> None:
    assert list(unpacked(team.get(address(make_delivery(page), "zip/")))) == ["text.txt"]


def test_a_picture_that_is_gone_is_told_of(team: Client, page: Page) -> None:
    delivery = with_slides(page)
    default_storage.delete(f"images/posts/{delivery.post.media[1]['sha256']}.jpg")

    response = team.get(address(delivery, "zip/"), follow=True)

    assert response.redirect_chain == [(address(delivery), 302)]
    assert "A picture of this post is not there any more." in text(response)


def statements_for(client: Client, delivery: Delivery) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address(delivery))
    return len(queries)


def test_a_long_history_costs_no_more_than_a_short_one(team: Client, page: Page) -> None:
    delivery = with_slides(page)
    statements_for(team, delivery)
    without = statements_for(team, delivery)

    for number in range(50):
        DeliveryAttempt.objects.create(delivery=delivery, fence=number, step="prepare", at=NOW, outcome="preparing")

    assert statements_for(team, delivery) == without
