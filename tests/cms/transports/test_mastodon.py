from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from cms.transports.mastodon import MastodonTransport
from cms.transports.posting import (
    Absent,
    Handle,
    Live,
    Metrics,
    Outcome,
    Payload,
    Progress,
    ReasonClass,
    Receipt,
    Refusal,
)
from tests.cms.transports.samples import FINGERPRINT, KEY, TIMEOUTS, album_payload, jpeg, text_payload
from tests.stand_ins.clock import NOW
from tests.stand_ins.faults import Reply, before
from tests.stand_ins.mastodon import TOKEN, Mastodon


@pytest.fixture
def mastodon() -> Iterator[Mastodon]:
    with Mastodon() as stand_in:
        yield stand_in


def transport(mastodon: Mastodon, *, token: str = TOKEN) -> MastodonTransport:
    return MastodonTransport(api_url=mastodon.url, token=token, timeouts=TIMEOUTS)


def prepared(mastodon: Mastodon, payload: Payload) -> Handle:
    handle: Handle = {}
    for _ in range(20):
        step = transport(mastodon).prepare(payload, key=KEY, handle=handle, now=NOW)
        assert isinstance(step, Progress)
        handle = step.handle
        if step.is_ready:
            return handle
    pytest.fail("It was never ready.")


def publish(mastodon: Mastodon, payload: Payload, *, key: str = KEY) -> Outcome:
    return transport(mastodon).publish(payload, key=key, handle=prepared(mastodon, payload), now=NOW)


def test_the_key_is_the_deliverys_and_makes_one_status_of_two_calls(mastodon: Mastodon) -> None:
    receipts = [publish(mastodon, text_payload()) for _ in range(2)]

    assert receipts[0] == receipts[1]
    assert len(mastodon.live(FINGERPRINT)) == 1
    assert {entry.headers["idempotency-key"] for entry in mastodon.journal.entries("publish")} == {KEY}


def test_another_delivery_is_another_status(mastodon: Mastodon) -> None:
    for key in (KEY, "another"):
        publish(mastodon, text_payload(), key=key)

    assert len(mastodon.live(FINGERPRINT)) == 2


def test_pictures_are_uploaded_with_their_descriptions_and_waited_for(mastodon: Mastodon) -> None:
    mastodon.processing = 3
    payload = album_payload(2)

    outcome = publish(mastodon, payload)

    assert isinstance(outcome, Receipt)
    status = mastodon.statuses[outcome.remote_id]
    assert [mastodon.media[name] for name in status.media] == [jpeg(0), jpeg(1)]
    assert [mastodon.descriptions[name] for name in status.media] == ["Slide 0", "Slide 1"]


def test_a_picture_that_the_server_lost_is_uploaded_anew(mastodon: Mastodon) -> None:
    mastodon.processing = 2
    payload = replace(album_payload(1))
    first = transport(mastodon).prepare(payload, key=KEY, handle={}, now=NOW)
    mastodon.media.clear()

    step = transport(mastodon).prepare(payload, key=KEY, handle=first.handle or {}, now=NOW)

    assert isinstance(step, Refusal)
    assert (step.reason_class, step.handle) == (ReasonClass.NEW_HANDLE, {"media": {}})


def test_addresses_count_as_23(mastodon: Mastodon) -> None:
    fitting = text_payload("ä" * 476 + " https://verein.example/" + "x" * 300)

    assert isinstance(publish(mastodon, fitting), Receipt)
    longer = transport(mastodon).prepare(replace(fitting, text="ä" + fitting.text), key=KEY, handle={}, now=NOW)
    assert isinstance(longer, Refusal)
    assert longer.reason_class == ReasonClass.CONTENT


def test_after_an_hour_the_key_is_forgotten_and_so_nothing_is_published_again(mastodon: Mastodon) -> None:
    handle = prepared(mastodon, text_payload())

    soon, late = (
        transport(mastodon).observe(text_payload(), handle=handle, attempted_at=NOW, now=NOW + passed)
        for passed in (timedelta(minutes=10), timedelta(minutes=55))
    )

    assert isinstance(soon, Absent)
    assert isinstance(late, Absent)
    assert (soon.can_publish_again, late.can_publish_again) == (True, False)


def test_a_status_is_found_though_its_address_is_marked_up(mastodon: Mastodon) -> None:
    payload = text_payload(f"Für alle: https://{FINGERPRINT}")
    publish(mastodon, payload)

    seen = transport(mastodon).observe(payload, handle={}, attempted_at=NOW, now=NOW)

    assert isinstance(seen, Live)
    assert seen.permalink == f"https://social.example/@verein/{seen.remote_id}"


@pytest.mark.parametrize(
    ("reply", "reason_class"),
    [
        (Reply(status=401, data={"error": "The access token is invalid"}), ReasonClass.ACCOUNT),
        (Reply(status=403, data={"error": "This action is outside the authorized scopes"}), ReasonClass.ACCOUNT),
        (Reply(status=422, data={"error": "Validation failed"}), ReasonClass.CONTENT),
        (Reply(status=429, headers={"Retry-After": "9"}), ReasonClass.THROTTLED),
    ],
)
def test_refusals_are_sorted(mastodon: Mastodon, reply: Reply, reason_class: ReasonClass) -> None:
    mastodon.script.on("publish", before(reply))

    outcome = publish(mastodon, text_payload())

    assert isinstance(outcome, Refusal)
    assert outcome.reason_class == reason_class


def test_numbers_have_our_names(mastodon: Mastodon) -> None:
    receipt = publish(mastodon, text_payload())
    assert isinstance(receipt, Receipt)

    metrics = transport(mastodon).metrics(remote_id=receipt.remote_id)

    assert metrics == Metrics(values={"likes": 2, "shares": 1, "comments": 0})


def test_a_server_says_how_long_a_status_may_be(mastodon: Mastodon) -> None:
    long = replace(text_payload(), text="a" * 700)
    refused = transport(mastodon).prepare(long, key=KEY, handle={}, now=NOW)
    mastodon.maximum = 5000

    allowed = transport(mastodon).prepare(long, key=KEY, handle={}, now=NOW)

    assert isinstance(refused, Refusal)
    assert "500" in refused.reason
    assert isinstance(allowed, Progress)
