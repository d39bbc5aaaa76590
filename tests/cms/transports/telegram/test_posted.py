from collections.abc import Iterator
from dataclasses import replace

import pytest

from cms.transports.posting import Live, Observation, Unknown
from cms.transports.telegram import BotAPI, TelegramTransport
from tests.cms.transports.samples import FINGERPRINT, KEY, TIMEOUTS, text_payload
from tests.stand_ins.clock import NOW
from tests.stand_ins.faults import lost
from tests.stand_ins.telegram import CHAT, GROUP, TOKEN, Forwarding, Telegram


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    """A channel with a linked group, where one post went out and its answer was lost."""
    with Telegram() as stand_in:
        stand_in.script.on("sendMessage", lost(), call=1)
        stand_in.forwarding = Forwarding()
        bot(stand_in).publish(text_payload(), key=KEY, handle={}, now=NOW)
        yield stand_in


def bot(telegram: Telegram, *, discussion: str = GROUP) -> TelegramTransport:
    api = BotAPI(url=telegram.url, token=TOKEN, timeouts=TIMEOUTS)
    return TelegramTransport(api=api, chat_id=CHAT, discussion_chat_id=discussion)


def observe(telegram: Telegram, *, discussion: str = GROUP, bound: tuple[str, ...] = ()) -> Observation:
    transport, now = bot(telegram, discussion=discussion), telegram.clock.now()
    return transport.observe(text_payload(), handle={"kept": 1}, attempted_at=NOW, now=now, bound=bound)


def test_the_linked_group_shows_what_became_of_a_post(telegram: Telegram) -> None:
    seen = observe(telegram)

    assert isinstance(seen, Live)
    assert seen.remote_id == str(telegram.live(FINGERPRINT)[0].id)
    assert seen.permalink == f"https://t.me/verein/{seen.remote_id}"
    assert seen.handle == {"kept": 1, "message_ids": [int(seen.remote_id)], "username": "verein"}


@pytest.mark.parametrize("forwarding", [Forwarding(copies=2), Forwarding(is_reversed=True)])
def test_forwards_may_come_twice_and_out_of_order(telegram: Telegram, forwarding: Forwarding) -> None:
    telegram.forwarding = forwarding
    bot(telegram).publish(replace(text_payload(), text="Anderes", fingerprint=""), key="2", handle={}, now=NOW)

    assert isinstance(observe(telegram), Live)


def test_a_forward_may_come_late(telegram: Telegram) -> None:
    telegram.forwarding = Forwarding(seconds=60)

    early = observe(telegram)
    telegram.clock.advance(seconds=61)
    later = observe(telegram)

    assert isinstance(early, Unknown)
    assert isinstance(later, Live)


def test_a_forward_that_is_missing_proves_nothing(telegram: Telegram) -> None:
    telegram.forwarding = None

    assert isinstance(observe(telegram), Unknown)


def test_of_two_posts_with_the_same_link_none_is_taken(telegram: Telegram) -> None:
    bot(telegram).publish(text_payload(), key="2", handle={}, now=NOW)
    first, second = (str(message.id) for message in telegram.live(FINGERPRINT))

    both, one = observe(telegram), observe(telegram, bound=(second,))

    assert isinstance(both, Unknown)
    assert isinstance(one, Live)
    assert one.remote_id == first


def test_an_older_post_is_not_taken(telegram: Telegram) -> None:
    moved = telegram.clock.advance(minutes=5)

    seen = bot(telegram).observe(text_payload(), handle={}, attempted_at=moved, now=moved)

    assert isinstance(seen, Unknown)


def test_without_a_linked_group_only_people_can_tell(telegram: Telegram) -> None:
    seen = observe(telegram, discussion="")

    assert isinstance(seen, Unknown)
    assert seen.code == "telegram.cannot_look"
    assert telegram.journal.entries("getUpdates") == []
