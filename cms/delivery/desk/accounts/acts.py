from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from cms.delivery.accounts.health import recover
from cms.delivery.desk.accounts.connecting import NotConnectedError
from cms.delivery.desk.accounts.moving import move
from cms.delivery.desk.audit import CONNECT, RECOVER, REINSTATE, RETIRE, log_account
from cms.delivery.models import HEALTHY, ChannelAccount
from cms.delivery.planning.retiring import PlaceTakenError, reinstate, retire


class NotDoneError(Exception):
    """What a person wants of an account cannot be done; the message says why, in their language."""


@dataclass(frozen=True, kw_only=True)
class AccountAct:
    """One thing that a person can decide about an account, once it was asked whether it is meant."""

    name: str
    label: StrOrPromise
    question: StrOrPromise
    done: StrOrPromise
    is_open_for: Callable[[ChannelAccount], bool]
    run: Callable[[ChannelAccount, datetime, Any], None]
    is_dangerous: bool = False


def _is_parked(account: ChannelAccount) -> bool:
    return account.retired_at is None and account.health not in HEALTHY


@transaction.atomic
def _retire(account: ChannelAccount, now: datetime, user: Any) -> None:
    # Two clicks are one act.
    if retire(account, now=now):
        log_account(account, RETIRE, user=user)


@transaction.atomic
def _reinstate(account: ChannelAccount, now: datetime, user: Any) -> None:
    del now
    try:
        is_changed = reinstate(account)
    except PlaceTakenError as error:
        said = gettext("%(account)s carries this channel in this language by now. Retire that one first.")
        raise NotDoneError(said % {"account": error.other.name}) from error
    if is_changed:
        log_account(account, REINSTATE, user=user)


@transaction.atomic
def _recover(account: ChannelAccount, now: datetime, user: Any) -> None:
    del now
    if recover(account.pk):
        log_account(account, RECOVER, user=user)


def _move(account: ChannelAccount, now: datetime, user: Any) -> None:
    try:
        successor = move(account, now=now)
    except NotConnectedError as error:
        raise NotDoneError(str(error)) from error
    log_account(account, RETIRE, user=user)
    log_account(successor, CONNECT, user=user)


ACTS = (
    AccountAct(
        name="move",
        label=_("Go on under the new number"),
        question=_(
            "A new account is connected with the same access, and this one is retired: what went out stays with it, "
            "and what waits goes out of the new one."
        ),
        done=_("The account goes on under its new number."),
        is_open_for=lambda account: _is_parked(account) and bool(account.moved_to),
        run=_move,
    ),
    AccountAct(
        name="recover",
        label=_("It works again"),
        question=_(
            "You looked into the app of the platform, and the account may post there again. What waits goes out by "
            "itself then. If the platform refuses it after all, the account is kept back once more."
        ),
        done=_("What waits goes out again."),
        # Of the rest, the next check says whether it is in order.
        is_open_for=lambda account: _is_parked(account) and not account.is_cleared_by_checks,
        run=_recover,
    ),
    AccountAct(
        name="retire",
        label=_("Retire"),
        question=_(
            "Nothing goes out of this account any more, and what waits is called off; another account for the channel "
            "and language sends it while it is not too late. What went out, and its course, is kept. The account can "
            "be taken into use again."
        ),
        done=_("The account is retired."),
        is_open_for=lambda account: account.retired_at is None,
        run=_retire,
        is_dangerous=True,
    ),
    AccountAct(
        name="reinstate",
        label=_("Take into use again"),
        question=_("Posts go out of this account again, and what was called off with it if it is not too late."),
        done=_("The account is in use again."),
        is_open_for=lambda account: account.retired_at is not None,
        run=_reinstate,
    ),
)
BY_NAME = {act.name: act for act in ACTS}


def acts_for(account: ChannelAccount) -> list[AccountAct]:
    """Return what can be decided about an account as it is now."""
    return [act for act in ACTS if act.is_open_for(account)]
