from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Q

from cms.delivery.accounts.health import park
from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.accounts.opening import EXCHANGED_FROM, fingerprint_of, said_of
from cms.transports.opening import wire_of
from cms.transports.posting import PushTransport, ReasonClass, Refusal, Token

# At most; platforms refuse tokens that are younger than a day.
REFRESH_EVERY = timedelta(days=1)
# A token of 60 days is exchanged after a week, so that many tries are left should one fail.
LASTS = timedelta(days=53)


def refresh(
    account: ChannelAccount, transport: PushTransport, *, environment: Mapping[str, str], now: datetime
) -> bool:
    """Exchange an account's token for a younger one when it is time, and say whether there is one."""
    if not transport.capabilities.can_refresh or not _taken(account, now=now):
        return False
    found = transport.refresh(now=now)
    if isinstance(found, Token):
        _store(account, found, environment=environment, now=now)
        return True
    if isinstance(found, Refusal) and found.reason_class is ReasonClass.ACCOUNT:
        park(account.pk, code=found.code, problem=found.reason, answer=found.answer)
    return False


def _taken(account: ChannelAccount, *, now: datetime) -> bool:
    """Say whether a token is due, and that no other process sees to it."""
    is_asked_for = Q(token_checked_at=None) | Q(token_checked_at__lte=now - REFRESH_EVERY)
    is_ending = Q(token_expires_at=None) | Q(token_expires_at__lte=now + LASTS)
    due = ChannelAccount.objects.filter(is_asked_for, is_ending, pk=account.pk)
    return bool(due.update(token_checked_at=now))


def _store(account: ChannelAccount, token: Token, *, environment: Mapping[str, str], now: datetime) -> None:
    wire = wire_of(account.channel)
    name = next(value.name for value in wire.values if value.is_secret)
    sealed = account.credentials()
    origin = sealed.get(EXCHANGED_FROM, "")
    said = said_of(account.channel, external_id=account.external_id, environment=environment)
    if name in said and (origin or name not in sealed):
        origin = fingerprint_of(account.channel, said)
    kept = {EXCHANGED_FROM: origin} if origin else {}
    account.store_credentials({**sealed, **kept, name: token.value}, now=now)
    ChannelAccount.objects.filter(pk=account.pk).update(token_expires_at=token.expires_at)
