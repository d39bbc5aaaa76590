"""The networks that know a post again by a key of ours: what is not known there may be sent again, and stays one."""

from collections.abc import Iterator

import pytest

from cms.transports.posting import Card, Format, Payload
from tests.cms.delivery.worker.rig import Rig, state
from tests.cms.transports.samples import FINGERPRINT, album_payload, jpeg, text_payload
from tests.factories.site import Site
from tests.stand_ins.bluesky import HANDLE, PASSWORD, Bluesky
from tests.stand_ins.clock import Clock
from tests.stand_ins.faults import Reply, before, lost
from tests.stand_ins.mastodon import TOKEN, Mastodon
from tests.stand_ins.pictures import PictureHost

TEXT = f"Für alle: https://{FINGERPRINT}"


@pytest.fixture
def mastodon(clock: Clock) -> Iterator[Mastodon]:
    with Mastodon(clock=clock) as stand_in:
        yield stand_in


@pytest.fixture
def bluesky(clock: Clock) -> Iterator[Bluesky]:
    with Bluesky(clock=clock) as stand_in:
        yield stand_in


@pytest.fixture
def on_mastodon(site: Site, mastodon: Mastodon) -> Rig:
    values = {"api_url": mastodon.url, "access_token": TOKEN}
    return Rig.of(site, "mastodon", values, external_id="", clock=mastodon.clock)


@pytest.fixture
def on_bluesky(site: Site, bluesky: Bluesky) -> Rig:
    values = {"api_url": bluesky.url, "app_password": PASSWORD}
    return Rig.of(site, "bluesky", values, external_id=HANDLE, clock=bluesky.clock)


def test_a_status_whose_answer_was_lost_is_found(on_mastodon: Rig, mastodon: Mastodon) -> None:
    mastodon.script.on("publish", lost(), call=1)
    delivery = on_mastodon.plan(text_payload(TEXT))

    states = on_mastodon.rounds(3, seconds=60)

    assert states == ["UNCONFIRMED", "PUBLISHED"]
    assert (len(mastodon.live(FINGERPRINT)), state(delivery), delivery.evidence) == (1, "published", "seen")
    assert delivery.permalink == f"https://social.example/@verein/{delivery.remote_id}"


def test_a_status_that_no_list_shows_is_sent_under_the_same_key_and_stays_one(
    on_mastodon: Rig, mastodon: Mastodon
) -> None:
    mastodon.script.on("publish", lost(), call=1)
    mastodon.script.on("list", before(Reply(data=[])))
    delivery = on_mastodon.plan(text_payload(TEXT))

    states = on_mastodon.rounds(30, seconds=60)

    calls = mastodon.journal.entries("publish")
    assert (states[0], states[-1]) == ("UNCONFIRMED", "PUBLISHED")
    assert (len(calls), len(mastodon.live(FINGERPRINT)), state(delivery)) == (2, 1, "published")


@pytest.mark.parametrize("has_effect", [True, False])
def test_a_record_whose_answer_was_lost_is_looked_up_by_its_key(
    on_bluesky: Rig, bluesky: Bluesky, *, has_effect: bool
) -> None:
    bluesky.script.on("putRecord", lost(has_effect=has_effect), call=1)
    delivery = on_bluesky.plan(text_payload(TEXT))

    states = on_bluesky.rounds(30, seconds=60)

    assert (states[0], states[-1]) == ("UNCONFIRMED", "PUBLISHED")
    assert (len(bluesky.records), state(delivery)) == (1, "published")
    assert delivery.remote_id.endswith(delivery.handle["rkey"])
    assert delivery.publish_tries == (1 if has_effect else 2)


def test_a_record_that_no_lookup_shows_is_put_under_the_same_key_and_stays_one(
    on_bluesky: Rig, bluesky: Bluesky
) -> None:
    bluesky.script.on("putRecord", lost(), call=1)
    absent = Reply(status=400, data={"error": "RecordNotFound", "message": "Could not locate record"})
    bluesky.script.on("getRecord", before(absent))
    delivery = on_bluesky.plan(text_payload(TEXT))

    on_bluesky.rounds(30, seconds=60)

    assert len(bluesky.journal.entries("putRecord")) == 2
    assert (len(bluesky.live(FINGERPRINT)), state(delivery)) == (1, "published")


def test_a_card_comes_to_the_network_as_it_was_frozen(on_bluesky: Rig, bluesky: Bluesky, host: PictureHost) -> None:
    text = f"Für Bücher, überall: https://{FINGERPRINT} (neu)"
    card = Card(title="Bücher", description="Für alle.")
    thumb = host.add(jpeg(), alt_text="")
    link = "https://www.example.org/buecher/"
    on_bluesky.plan(Payload(format=Format.TEXT, text=text, pictures=(thumb,), link=link, card=card, language="de"))

    on_bluesky.rounds(2, seconds=20)

    (record,) = bluesky.records.values()
    external = record["embed"]["external"]
    assert (external["uri"], external["title"], external["description"]) == (link, "Bücher", "Für alle.")
    assert external["thumb"]["ref"]["$link"] in bluesky.blobs
    (facet,) = record["facets"]
    place = slice(facet["index"]["byteStart"], facet["index"]["byteEnd"])
    assert text.encode()[place].decode() == facet["features"][0]["uri"] == f"https://{FINGERPRINT}"
    assert record["langs"] == ["de"]


def test_a_change_brings_its_new_picture_along(on_mastodon: Rig, mastodon: Mastodon, host: PictureHost) -> None:
    def pictured(number: int) -> Payload:
        pictures = (host.add(jpeg(number), alt_text=f"Bild {number}"),)
        return Payload(format=Format.PICTURE, text=TEXT, pictures=pictures, fingerprint=FINGERPRINT, language="de")

    first = on_mastodon.plan(pictured(1))
    on_mastodon.rounds(2, seconds=20)
    edit = on_mastodon.plan(pictured(2), operation="edit", state="prepared", follows=first)

    on_mastodon.rounds(2, seconds=20)

    (status,) = mastodon.statuses.values()
    assert [mastodon.descriptions[name] for name in status.media] == ["Bild 2"]
    assert state(edit) == "published"


def test_more_pictures_than_a_status_takes_are_refused(on_mastodon: Rig, mastodon: Mastodon) -> None:
    delivery = on_mastodon.plan(album_payload(5, text=TEXT))

    on_mastodon.rounds(2, seconds=20)

    assert (state(delivery), mastodon.statuses) == ("failed", {})
