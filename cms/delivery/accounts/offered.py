from collections.abc import Iterable

from cms.delivery.accounts.environment import read_environment
from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.planning.payloads import POSTED
from cms.pages.posts import Channel
from cms.transports.opening import values_in

# What editors plan before there is an account, and post by hand.
ALWAYS = frozenset(Channel) - POSTED | {Channel.INSTAGRAM, Channel.TELEGRAM}


def offered(planned: Iterable[str] = ()) -> set[str]:
    """Return the channels that editors are asked about: with an account, or with something planned already."""
    environment = read_environment()
    described = (channel for channel in POSTED - ALWAYS if values_in(environment, channel))
    connected = ChannelAccount.objects.active().exclude(channel__in=ALWAYS).values_list("channel", flat=True)
    return {*(name.value for name in ALWAYS), *(name.value for name in described), *connected, *planned}
