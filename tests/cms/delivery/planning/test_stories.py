from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from cms.delivery.desk.archive import archive
from cms.delivery.models import Delivery, SocialPost
from cms.delivery.planning.stories import story_of
from cms.delivery.planning.upkeep import bring_up_to_date
from cms.pages.models import SlideShape
from tests.factories.desk import make_account, plan_post
from tests.factories.site import Site, make_statement


def plan(site: Site, **fields: str) -> SocialPost:
    make_account("instagram")
    page = plan_post(make_statement(site.statements), channel="instagram", publish=False)
    draft = page.get_latest_revision_as_object()
    for post in draft.posts.all():
        for name, value in fields.items():
            setattr(post, name, value)
    draft.save_revision().publish()
    bring_up_to_date(now=datetime.now().astimezone())
    return SocialPost.objects.get()


def test_a_post_has_the_shape_that_was_chosen_in_its_hash(site: Site) -> None:
    square = plan(site, slide_shape=SlideShape.SQUARE)

    assert {(each["width"], each["height"]) for each in square.media} == {(1080, 1080)}


def test_a_frozen_post_is_kept_as_a_story_for_those_who_post_by_hand(site: Site) -> None:
    post = plan(site)

    packed = ZipFile(BytesIO(b"".join(archive(Delivery.objects.get()))))

    names = [name for name in packed.namelist() if name.startswith("story/")]
    assert names == [f"story/{number:02}.jpg" for number in range(1, len(names) + 1)] != []
    assert {Image.open(BytesIO(packed.read(name))).size for name in names} == {(1080, 1920)}
    assert [content for _, content in story_of(post.payload_hash)] == [packed.read(name) for name in names]


def test_a_story_has_no_public_address(site: Site, client: Client) -> None:
    post = plan(site)

    assert client.get(post.media[0]["url"].removeprefix("https://www.example.org")).status_code == 200
    assert client.get(default_storage.url(f"stories/{post.payload_hash}/01.jpg")).status_code == 404


def test_what_was_kept_of_no_story_is_nothing() -> None:
    assert list(story_of("0" * 64)) == []
