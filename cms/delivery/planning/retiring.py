from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.ledger import transitions
from cms.delivery.ledger.attempts import Step
from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.holding import Line, overrule
from cms.delivery.ledger.states import BEFORE_PUBLISHING, DeliveryState, Operation
from cms.delivery.planning.history import ACCOUNT_RETIRED
from cms.delivery.planning.withdrawal import tell_still_stands


class PlaceTakenError(Exception):
    """Another account carries the channel in this language by now."""

    def __init__(self, account: ChannelAccount, other: ChannelAccount) -> None:
        self.other = other
        super().__init__(f"{other} has taken the place of {account}. Retire it first, or give it another language.")


@transaction.atomic
def retire(account: ChannelAccount, *, now: datetime) -> bool:
    """Keep an account for what went out of it and nothing more, and say whether it was in use until now."""
    if not ChannelAccount.objects.active().filter(pk=account.pk).update(retired_at=now):
        return False
    call_off_retired(now=now)
    return True


@transaction.atomic
def reinstate(account: ChannelAccount) -> bool:
    """Take an account into use again, and say whether it was retired. Raises PlaceTakenError."""
    same = ChannelAccount.objects.active().filter(channel=account.channel, locale=account.locale)
    other = same.exclude(pk=account.pk).first()
    if other is not None:
        raise PlaceTakenError(account, other)
    retired = ChannelAccount.objects.filter(pk=account.pk, retired_at__isnull=False)
    return bool(retired.update(retired_at=None))


def call_off_retired(*, now: datetime) -> int:
    """Call off what is to go out of accounts that are retired: what takes their place goes out there."""
    begun = Delivery.objects.filter(account__retired_at__isnull=False, state__in=BEFORE_PUBLISHING)
    return sum(_call_off(each, now=now) for each in begun.select_related("follows", "account"))


def _call_off(delivery: Delivery, *, now: datetime) -> bool:
    problem = gettext("The account was retired before this went out.")
    change = transitions.called_off(delivery, DeliveryState.CANCELLED, reason=ACCOUNT_RETIRED, problem=problem)
    is_off = overrule(delivery, change, line=Line(step=Step.PLAN, problem=problem), now=now)
    if is_off and delivery.operation == Operation.DELETE and delivery.follows is not None:
        tell_still_stands(delivery.follows, now=now)
    return is_off
