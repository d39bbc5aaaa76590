from datetime import datetime

from django.utils.translation import gettext as _

from cms.delivery.accounts.environment import read_environment
from cms.delivery.accounts.opening import values_of
from cms.delivery.accounts.sealing import CredentialsUnreadableError
from cms.delivery.desk.accounts.connecting import NotConnectedError, connect
from cms.delivery.models import ChannelAccount
from cms.transports.opening import wire_of


def move(account: ChannelAccount, *, now: datetime) -> ChannelAccount:
    """Connect what the platform made of an account, retire that, and return the new one. Raises NotConnectedError."""
    if ChannelAccount.objects.filter(channel=account.channel, external_id=account.moved_to).exists():
        raise NotConnectedError(_("The new account is connected already. Retire this one."))
    try:
        known = values_of(account, environment=read_environment())
    except CredentialsUnreadableError as error:
        said = _("What opens the account can no longer be read. Retire it, and connect the new one by hand.")
        raise NotConnectedError(said) from error
    successor = ChannelAccount(
        channel=account.channel,
        locale=account.locale,
        name=account.name,
        time_zone=account.time_zone,
        is_paused=account.is_paused,
    )
    values = {**known, wire_of(account.channel).external_id: account.moved_to}
    return connect(successor, values, now=now, replaces=account).account
