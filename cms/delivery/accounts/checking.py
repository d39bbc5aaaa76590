from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.query import QuerySet

from cms.delivery.accounts.health import park
from cms.delivery.accounts.insights import take_snapshots
from cms.delivery.accounts.links import complete_permalinks
from cms.delivery.accounts.models import HEALTHY, ChannelAccount, Health
from cms.delivery.accounts.opening import AccountNotOpenableError, open_account
from cms.delivery.accounts.refreshing import refresh
from cms.transports.posting import Account, PushTransport, ReasonClass, Refusal, Unknown
from cms.transports.wire import DEFAULT_TIMEOUTS, Timeouts

CHECK_EVERY = timedelta(hours=1)
# Somebody may have put right what was wrong.
CHECK_AGAIN = timedelta(minutes=15)
# Before that, people are told that an access ends.
WARN_BEFORE = timedelta(days=14)
NOT_OPENABLE = "account.not_openable"


def check_accounts(
    *, now: datetime, environment: Mapping[str, str], timeouts: Timeouts = DEFAULT_TIMEOUTS
) -> list[str]:
    """Ask platforms how accounts fare, refresh their access and read their numbers, each now and then.

    Nothing of it happens within a delivery. Return what needs a person.
    """
    for account in _due(now):
        if _taken(account, now=now):
            _check(account, now=now, environment=environment, timeouts=timeouts)
    broken = ChannelAccount.objects.active().unhealthy()
    return [f"{account}: {account.problem or account.get_health_display()}" for account in broken]


def _due(now: datetime) -> QuerySet[ChannelAccount]:
    """Keep accounts that were not checked for a while."""
    is_old = Q(checked_at__lte=now - CHECK_EVERY)
    is_broken = Q(checked_at__lte=now - CHECK_AGAIN) & ~Q(health__in=HEALTHY)
    return ChannelAccount.objects.active().filter(Q(checked_at=None) | is_old | is_broken)


def _taken(account: ChannelAccount, *, now: datetime) -> bool:
    """Say whether it is this process that checks an account, of several that want to."""
    same = ChannelAccount.objects.filter(pk=account.pk, checked_at=account.checked_at)
    return bool(same.update(checked_at=now))


def _check(account: ChannelAccount, *, now: datetime, environment: Mapping[str, str], timeouts: Timeouts) -> None:
    try:
        transport = open_account(account, environment=environment, timeouts=timeouts)
    except AccountNotOpenableError as error:
        # Who posts by hand has entered nothing, and nothing is wrong then.
        if hasattr(account, "credential"):
            park(account.pk, code=NOT_OPENABLE, problem=str(error))
        return
    if refresh(account, transport, environment=environment, now=now):
        account.refresh_from_db()
        transport = open_account(account, environment=environment, timeouts=timeouts)
    _judge(account, transport.account(), now=now)
    complete_permalinks(account, transport, now=now)
    _measure(account, transport, now=now)


def _measure(account: ChannelAccount, transport: PushTransport, *, now: datetime) -> None:
    if transport.capabilities.can_measure:
        take_snapshots(account, transport, now=now)


def _judge(account: ChannelAccount, found: Account | Refusal | Unknown, *, now: datetime) -> None:
    """Store what the platform says of an account. No answer says nothing."""
    if isinstance(found, Account):
        _working(account, found, now=now)
    elif isinstance(found, Refusal) and found.reason_class is ReasonClass.ACCOUNT:
        park(account.pk, code=found.code, problem=found.reason, answer=found.answer)


def _working(account: ChannelAccount, found: Account, *, now: datetime) -> None:
    """Store that the platform knows us. That an account is restricted, or may not do something, may be true as well."""
    if found.quota_total is not None:
        quota = {"quota_total": found.quota_total, "quota_used": found.quota_used, "quota_checked_at": now}
        ChannelAccount.objects.filter(pk=account.pk).update(**quota)
    ends = account.token_expires_at
    is_ending = ends is not None and ends - now <= WARN_BEFORE
    cleared = {"problem_code": "", "problem": "", "moved_to": ""}
    health = Health.REFRESH_DUE if is_ending else Health.OK
    ChannelAccount.objects.filter(pk=account.pk).cleared_by_checks().update(health=health, **cleared)
