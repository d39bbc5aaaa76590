from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cms.transports import bluesky, mastodon
from cms.transports.bluesky import BlueskyTransport
from cms.transports.instagram import GraphAPI, InstagramTransport
from cms.transports.instagram import professional_account as instagram
from cms.transports.mastodon import MastodonTransport
from cms.transports.posting import Capabilities, PushTransport
from cms.transports.telegram import BotAPI, TelegramTransport
from cms.transports.telegram import bot as telegram
from cms.transports.wire import DEFAULT_TIMEOUTS, Timeouts


@dataclass(frozen=True, kw_only=True)
class Value:
    """One thing that a wire has to be told, and what the environment calls it."""

    name: str
    environment: str
    is_secret: bool = False
    # Without a default it has to be said, unless it is optional.
    default: str = ""
    is_optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Wire:
    values: tuple[Value, ...]
    # The value that names the account at the vendor.
    external_id: str
    capabilities: Capabilities
    open: Callable[[Mapping[str, str], Timeouts], PushTransport]


class NoSuchWire(LookupError):
    def __init__(self, channel: str) -> None:
        super().__init__(f"No transport carries {channel}. There are: {', '.join(WIRES)}.")


class ValueMissing(ValueError):
    def __init__(self, channel: str, value: Value) -> None:
        super().__init__(f"{channel} cannot be opened without {value.name}. Set it, or {value.environment}.")


def open_transport(channel: str, values: Mapping[str, str], *, timeouts: Timeouts = DEFAULT_TIMEOUTS) -> PushTransport:
    """Return the transport of an account. Calls nobody. Raises NoSuchWire, ValueMissing and TokenMalformed."""
    wire = wire_of(channel)
    known = {value.name: values.get(value.name) or value.default for value in wire.values}
    for value in wire.values:
        if not known[value.name] and not value.is_optional:
            raise ValueMissing(channel, value)
    return wire.open(known, timeouts)


def values_in(environment: Mapping[str, str], channel: str) -> dict[str, str]:
    """Return what an environment says of a channel's one account; nothing when it does not say all of it."""
    wire = wire_of(channel)
    known = {value.name: environment.get(value.environment) or value.default for value in wire.values}
    is_whole = all(known[value.name] or value.is_optional for value in wire.values)
    return {name: said for name, said in known.items() if said} if is_whole else {}


def wire_of(channel: str) -> Wire:
    if channel not in WIRES:
        raise NoSuchWire(channel)
    return WIRES[channel]


def _instagram(values: Mapping[str, str], timeouts: Timeouts) -> PushTransport:
    url, version, token = values["api_url"], values["api_version"], values["access_token"]
    graph = GraphAPI(url=url, version=version, token=token, timeouts=timeouts)
    return InstagramTransport(graph=graph, account_id=values["account_id"])


def _telegram(values: Mapping[str, str], timeouts: Timeouts) -> PushTransport:
    return TelegramTransport(
        api=BotAPI(url=values["api_url"], token=values["bot_token"], timeouts=timeouts),
        chat_id=values["chat_id"],
        operations_chat_id=values["operations_chat_id"],
        discussion_chat_id=values["discussion_chat_id"],
    )


def _mastodon(values: Mapping[str, str], timeouts: Timeouts) -> PushTransport:
    return MastodonTransport(api_url=values["api_url"], token=values["access_token"], timeouts=timeouts)


def _bluesky(values: Mapping[str, str], timeouts: Timeouts) -> PushTransport:
    handle, password = values["handle"], values["app_password"]
    return BlueskyTransport(api_url=values["api_url"], handle=handle, app_password=password, timeouts=timeouts)


WIRES = {
    "instagram": Wire(
        values=(
            Value(name="api_url", environment="INSTAGRAM_API_URL", default="https://graph.instagram.com"),
            # Lives until July 2028; a call without a version follows a setting of the app at Meta.
            Value(name="api_version", environment="INSTAGRAM_API_VERSION", default="v25.0"),
            Value(name="account_id", environment="INSTAGRAM_ACCOUNT_ID"),
            Value(name="access_token", environment="INSTAGRAM_ACCESS_TOKEN", is_secret=True),
        ),
        external_id="account_id",
        capabilities=instagram.CAPABILITIES,
        open=_instagram,
    ),
    "telegram": Wire(
        values=(
            Value(name="api_url", environment="TELEGRAM_API_URL", default="https://api.telegram.org"),
            Value(name="bot_token", environment="TELEGRAM_BOT_TOKEN", is_secret=True),
            Value(name="chat_id", environment="TELEGRAM_CHAT_ID"),
            Value(name="operations_chat_id", environment="TELEGRAM_OPERATIONS_CHAT_ID", is_optional=True),
            Value(name="discussion_chat_id", environment="TELEGRAM_DISCUSSION_CHAT_ID", is_optional=True),
        ),
        external_id="chat_id",
        capabilities=telegram.CAPABILITIES,
        open=_telegram,
    ),
    "mastodon": Wire(
        values=(
            Value(name="api_url", environment="MASTODON_API_URL"),
            Value(name="access_token", environment="MASTODON_ACCESS_TOKEN", is_secret=True),
        ),
        # The token alone says whose it is.
        external_id="",
        capabilities=mastodon.CAPABILITIES,
        open=_mastodon,
    ),
    "bluesky": Wire(
        values=(
            Value(name="api_url", environment="BLUESKY_API_URL", default="https://bsky.social"),
            Value(name="handle", environment="BLUESKY_HANDLE"),
            Value(name="app_password", environment="BLUESKY_APP_PASSWORD", is_secret=True),
        ),
        external_id="handle",
        capabilities=bluesky.CAPABILITIES,
        open=_bluesky,
    ),
}
