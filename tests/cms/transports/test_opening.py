import pytest

from cms.transports.instagram import InstagramTransport
from cms.transports.opening import WIRES, NoSuchWire, ValueMissing, open_transport, values_in
from cms.transports.telegram import TelegramTransport
from cms.transports.tokens import TokenMalformed

INSTAGRAM = {"INSTAGRAM_ACCOUNT_ID": "1784", "INSTAGRAM_ACCESS_TOKEN": "IGAA-secret"}
TELEGRAM = {"TELEGRAM_BOT_TOKEN": "123:secret", "TELEGRAM_CHAT_ID": "@verein", "TELEGRAM_API_URL": "http://127.0.0.1:9"}
MASTODON = {"MASTODON_API_URL": "https://social.example", "MASTODON_ACCESS_TOKEN": "secret-of-mastodon"}
BLUESKY = {"BLUESKY_HANDLE": "verein.example", "BLUESKY_APP_PASSWORD": "abcd-efgh"}
ENVIRONMENTS = {"instagram": INSTAGRAM, "telegram": TELEGRAM, "mastodon": MASTODON, "bluesky": BLUESKY}


@pytest.mark.parametrize("channel", WIRES)
def test_an_environment_is_enough_for_one_account(channel: str) -> None:
    values = values_in(ENVIRONMENTS[channel], channel)

    transport = open_transport(channel, values)

    assert not [
        value.name for value in WIRES[channel].values if value.is_secret and values[value.name] in repr(transport)
    ]


@pytest.mark.parametrize("channel", WIRES)
def test_an_environment_that_says_half_says_nothing(channel: str) -> None:
    for left_out in ENVIRONMENTS[channel]:
        environment = {name: said for name, said in ENVIRONMENTS[channel].items() if name != left_out}

        assert (values_in(environment, channel) == {}) == (left_out != "TELEGRAM_API_URL")


def test_hosts_and_version_can_be_named() -> None:
    values = {"api_url": "http://127.0.0.1:9", "api_version": "v26.0", "account_id": "1", "access_token": "t"}

    transport = open_transport("instagram", values)

    assert isinstance(transport, InstagramTransport)
    assert (transport.graph.url, transport.graph.version) == ("http://127.0.0.1:9", "v26.0")


def test_what_is_not_said_has_its_vendors_default() -> None:
    telegram = open_transport("telegram", {"bot_token": "1:a", "chat_id": "@verein"})

    assert isinstance(telegram, TelegramTransport)
    assert (telegram.api.url, telegram.operations_chat_id) == ("https://api.telegram.org", "")


def test_a_missing_value_is_named_with_its_variable() -> None:
    with pytest.raises(ValueMissing, match=r"chat_id.*TELEGRAM_CHAT_ID"):
        open_transport("telegram", {"bot_token": "1:a"})


def test_a_token_is_looked_at_when_it_is_entered() -> None:
    with pytest.raises(TokenMalformed, match="INSTAGRAM_ACCESS_TOKEN"):
        open_transport("instagram", {"account_id": "1", "access_token": "a\nb"})


def test_a_channel_without_a_wire_is_named() -> None:
    with pytest.raises(NoSuchWire, match="newsletter"):
        open_transport("newsletter", {})
