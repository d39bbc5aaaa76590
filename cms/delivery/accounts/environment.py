from collections.abc import Mapping

import environ

from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.planning.payloads import POSTED
from cms.transports.opening import WIRES, values_in, wire_of


def read_environment() -> dict[str, str]:
    """Return what the environment, or a file named by a variable with _FILE, says of accounts."""
    env = environ.FileAwareEnv()
    names = [value.environment for wire in WIRES.values() for value in wire.values]
    said = {name: env.str(name, default="") for name in names}
    return {name: value for name, value in said.items() if value}


def settle_accounts(environment: Mapping[str, str]) -> list[str]:
    """Make an account for each channel that the environment describes, and return what stands against it."""
    return [problem for channel in sorted(POSTED) if (problem := _settle(channel.value, environment))]


def is_of_environment(account_external_id: str, channel: str, environment: Mapping[str, str]) -> bool:
    """Say whether the environment's secrets are those of an account."""
    values = values_in(environment, channel)
    return bool(values) and account_external_id in ("", values.get(wire_of(channel).external_id, ""))


def _settle(channel: str, environment: Mapping[str, str]) -> str:
    wire = wire_of(channel)
    values = values_in(environment, channel)
    if not values:
        return ""
    external_id = values.get(wire.external_id, "")
    if external_id and ChannelAccount.objects.filter(channel=channel, external_id=external_id).exists():
        return ""
    if not wire.external_id and ChannelAccount.objects.filter(channel=channel, locale="").exists():
        # The token alone says whose it is; an account that people retired stays so.
        return ""
    name = f"{channel.capitalize()} {external_id}".strip()
    found, _ = ChannelAccount.objects.active().get_or_create(
        channel=channel, locale="", defaults={"name": name, "external_id": external_id}
    )
    if not wire.external_id:
        return ""
    if not found.external_id:
        ChannelAccount.objects.filter(pk=found.pk).update(external_id=external_id)
    elif found.external_id != external_id:
        variable = next(value.environment for value in wire.values if value.name == wire.external_id)
        return (
            f"{variable} names {external_id}, but the account for all languages is {found.external_id}, and what went "
            f"out there stays with it. Give that account a language of its own in the admin, or set {variable} back."
        )
    return ""
