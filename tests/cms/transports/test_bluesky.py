from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from cms.transports.bluesky import BlueskyTransport, record_key
from cms.transports.facets import facets
from cms.transports.posting import (
    Absent,
    Card,
    Format,
    Handle,
    Live,
    Metrics,
    Payload,
    Progress,
    ReasonClass,
    Receipt,
    Refusal,
)
from tests.cms.transports.samples import (
    FINGERPRINT,
    KEY,
    TIMEOUTS,
    album_payload,
    jpeg,
    picture,
    picture_payload,
    text_payload,
)
from tests.stand_ins.bluesky import HANDLE, PASSWORD, Bluesky
from tests.stand_ins.clock import NOW
from tests.stand_ins.faults import Reply, before


@pytest.fixture
def bluesky() -> Iterator[Bluesky]:
    with Bluesky() as stand_in:
        yield stand_in


def transport(bluesky: Bluesky, *, password: str = PASSWORD) -> BlueskyTransport:
    return BlueskyTransport(api_url=bluesky.url, handle=HANDLE, app_password=password, timeouts=TIMEOUTS)


def prepared(wire: BlueskyTransport, payload: Payload) -> Handle:
    handle: Handle = {}
    for _ in range(20):
        step = wire.prepare(payload, key=KEY, handle=handle, now=NOW)
        assert isinstance(step, Progress)
        handle = step.handle
        if step.is_ready:
            return handle
    pytest.fail("It was never ready.")


def test_the_key_and_the_time_of_a_record_are_ours_and_stay(bluesky: Bluesky) -> None:
    wire, payload = transport(bluesky), text_payload()
    handle = prepared(wire, payload)

    receipts = [wire.publish(payload, key=KEY, handle=handle, now=NOW + timedelta(hours=n)) for n in range(2)]

    assert receipts[0] == receipts[1]
    assert list(bluesky.records) == [handle["rkey"]]
    assert bluesky.records[handle["rkey"]]["createdAt"] == "2026-11-23T12:00:00.000Z"


def test_record_keys_are_sortable_and_differ_by_delivery() -> None:
    keys = [record_key(NOW + timedelta(seconds=seconds), KEY) for seconds in range(3)]

    assert keys == sorted(keys)
    assert {len(key) for key in keys} == {13}
    assert record_key(NOW, KEY) != record_key(NOW, "another")


def test_facets_count_bytes() -> None:
    text = "Für 👩‍👩‍👧: https://verein.example/x7k2. #OffeneGesellschaft #1"

    found = facets(text)

    said = [text.encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode() for facet in found]
    assert said == ["https://verein.example/x7k2", "#OffeneGesellschaft"]
    assert [facet["features"][0] for facet in found] == [
        {"$type": "app.bsky.richtext.facet#link", "uri": "https://verein.example/x7k2"},
        {"$type": "app.bsky.richtext.facet#tag", "tag": "OffeneGesellschaft"},
    ]


def test_pictures_have_their_words_and_sizes(bluesky: Bluesky) -> None:
    wire, payload = transport(bluesky), album_payload(2)
    wire.publish(payload, key=KEY, handle=prepared(wire, payload), now=NOW)

    images = bluesky.live(FINGERPRINT)[0]["embed"]["images"]

    assert [(image["alt"], image["aspectRatio"]) for image in images] == [
        (f"Slide {number}", {"width": 1080, "height": 1350}) for number in range(2)
    ]


@pytest.mark.parametrize(("size", "fits"), [(1_000_000, True), (1_000_001, False)])
def test_the_picture_of_a_card_is_half_as_large_as_one_by_itself(bluesky: Bluesky, size: int, *, fits: bool) -> None:
    large = picture(content=jpeg() + bytes(size - len(jpeg())))
    by_itself = replace(picture_payload(), pictures=(large,))
    in_a_card = replace(by_itself, format=Format.TEXT, link="https://verein.example/x", card=Card(title="Nein"))

    steps = [transport(bluesky).prepare(each, key=KEY, handle={}, now=NOW) for each in (by_itself, in_a_card)]

    assert [isinstance(step, Progress) for step in steps] == [True, fits]


def test_a_text_shows_its_page(bluesky: Bluesky) -> None:
    wire, payload = transport(bluesky), text_payload()
    wire.publish(payload, key=KEY, handle=prepared(wire, payload), now=NOW)

    record = bluesky.live(FINGERPRINT)[0]

    assert record["embed"]["external"] == {"uri": payload.link, "title": payload.text, "description": ""}
    assert record["langs"] == ["de"]


@pytest.mark.parametrize(("text", "fits"), [("👩‍👩‍👧" * 100, True), ("ä" * 301, False), ("👩‍👩‍👧‍👦" * 121, False)])
def test_texts_are_counted_in_graphemes_and_bytes(bluesky: Bluesky, text: str, *, fits: bool) -> None:
    step = transport(bluesky).prepare(text_payload(text), key=KEY, handle={}, now=NOW)

    assert isinstance(step, Progress if fits else Refusal)


def test_a_record_is_looked_up_by_its_key(bluesky: Bluesky) -> None:
    wire, payload = transport(bluesky), text_payload()
    handle = prepared(wire, payload)

    absent = wire.observe(payload, handle=handle, attempted_at=NOW, now=NOW)
    wire.publish(payload, key=KEY, handle=handle, now=NOW)
    live = wire.observe(payload, handle=handle, attempted_at=NOW, now=NOW)

    assert isinstance(absent, Absent)
    assert isinstance(live, Live)
    assert live.permalink == f"https://bsky.app/profile/{HANDLE}/post/{handle['rkey']}"


def test_a_lost_picture_is_uploaded_anew_under_the_same_key(bluesky: Bluesky) -> None:
    wire, payload = transport(bluesky), album_payload(2)
    handle = prepared(wire, payload)
    bluesky.blobs.clear()

    outcome = wire.publish(payload, key=KEY, handle=handle, now=NOW)

    assert isinstance(outcome, Refusal)
    assert outcome.reason_class == ReasonClass.NEW_HANDLE
    assert outcome.handle == {"rkey": handle["rkey"], "created_at": handle["created_at"]}


def test_a_session_is_opened_once_and_again_when_it_has_expired(bluesky: Bluesky) -> None:
    wire, payload = transport(bluesky), text_payload()
    handle = prepared(wire, payload)
    wire.account()
    wire.account()
    bluesky.sessions.clear()

    expired = wire.publish(payload, key=KEY, handle=handle, now=NOW)
    again = wire.publish(payload, key=KEY, handle=handle, now=NOW)

    assert isinstance(expired, Refusal)
    assert expired.reason_class == ReasonClass.RETRY
    assert isinstance(again, Receipt)
    assert len(bluesky.journal.entries("createSession")) == 2


def test_a_wrong_password_parks_the_account(bluesky: Bluesky) -> None:
    account = transport(bluesky, password="wrong").account()  # noqa: S106  Wrong on purpose.

    assert isinstance(account, Refusal)
    assert account.reason_class == ReasonClass.ACCOUNT


def test_too_many_calls_wait(bluesky: Bluesky) -> None:
    wire, payload = transport(bluesky), text_payload()
    handle = prepared(wire, payload)
    limited = Reply(status=429, data={"error": "RateLimitExceeded"}, headers={"Retry-After": "40"})
    bluesky.script.on("putRecord", before(limited))

    outcome = wire.publish(payload, key=KEY, handle=handle, now=NOW)

    assert isinstance(outcome, Refusal)
    assert (outcome.reason_class, outcome.retry_after) == (ReasonClass.THROTTLED, 40)


def test_numbers_have_our_names(bluesky: Bluesky) -> None:
    metrics = transport(bluesky).metrics(remote_id="at://did:plc:standin/app.bsky.feed.post/3k")

    assert metrics == Metrics(values={"likes": 4, "shares": 1, "comments": 0, "quotes": 0})
