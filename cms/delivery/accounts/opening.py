from collections.abc import Mapping
from hashlib import sha256

from cms.delivery.accounts.environment import is_of_environment
from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.accounts.sealing import CredentialsUnreadableError
from cms.transports.opening import NoSuchWire, ValueMissing, open_transport, wire_of
from cms.transports.posting import PushTransport
from cms.transports.tokens import TokenMalformed
from cms.transports.wire import DEFAULT_TIMEOUTS, Timeouts

# Beside a token that the platform gave for one of the environment: which one that was.
EXCHANGED_FROM = "exchanged_from"


class AccountNotOpenableError(Exception):
    """An account cannot send: its credentials are missing, unreadable or malformed."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")


def open_account(
    account: ChannelAccount, *, environment: Mapping[str, str], timeouts: Timeouts = DEFAULT_TIMEOUTS
) -> PushTransport:
    """Return the transport of an account, calling nobody. Raises AccountNotOpenableError."""
    try:
        values = values_of(account, environment=environment)
        return open_transport(account.channel, values, timeouts=timeouts)
    except (NoSuchWire, ValueMissing, TokenMalformed, CredentialsUnreadableError) as error:
        raise AccountNotOpenableError(account.name, str(error)) from error


def open_elsewhere(
    channel: str, *, external_id: str, name: str, environment: Mapping[str, str], timeouts: Timeouts = DEFAULT_TIMEOUTS
) -> PushTransport:
    """Return the transport of an account whose credentials this machine holds. Raises AccountNotOpenableError."""
    try:
        values = said_of(channel, external_id=external_id, environment=environment)
        return open_transport(channel, values, timeouts=timeouts)
    except (NoSuchWire, ValueMissing, TokenMalformed) as error:
        raise AccountNotOpenableError(name, str(error)) from error


def values_of(account: ChannelAccount, *, environment: Mapping[str, str]) -> dict[str, str]:
    """Return what opens an account: what the admin holds before what the environment says.

    Raises NoSuchWire or CredentialsUnreadableError.
    """
    said = said_of(account.channel, external_id=account.external_id, environment=environment)
    sealed = account.credentials()
    origin = sealed.pop(EXCHANGED_FROM, "")
    if origin and not _came_from(origin, account.channel, said):
        # Somebody has put another token into the environment since.
        sealed = {}
    wire = wire_of(account.channel)
    named = {wire.external_id: account.external_id} if wire.external_id and account.external_id else {}
    return {**said, **named, **{name: value for name, value in sealed.items() if value}}


def said_of(channel: str, *, external_id: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return what the environment says of an account; of other accounts than its own only where to call."""
    is_own = is_of_environment(external_id, channel, environment)
    values = wire_of(channel).values
    elsewhere = {value.name for value in values if value.name in {"api_url", "api_version"}}
    return {
        value.name: environment[value.environment]
        for value in values
        if environment.get(value.environment) and (is_own or value.name in elsewhere)
    }


def fingerprint_of(channel: str, values: Mapping[str, str]) -> str:
    """Tell credentials from others without holding them."""
    secrets = [values.get(value.name, "") for value in wire_of(channel).values if value.is_secret]
    return sha256("\n".join(secrets).encode()).hexdigest()


def _came_from(origin: str, channel: str, said: Mapping[str, str]) -> bool:
    """Say whether a token was exchanged for the one that the environment holds, or for one that is gone from it."""
    has_secret = any(value.name in said for value in wire_of(channel).values if value.is_secret)
    return not has_secret or fingerprint_of(channel, said) == origin
