from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.delivery.desk.explanations.vocabulary import WORDS
from cms.delivery.models import ChannelAccount, Health
from cms.delivery.planning.retiring import retire
from cms.transports.opening import open_transport, wire_of
from cms.transports.posting import Account, ReasonClass, Refusal, Unknown
from cms.transports.tokens import TokenMalformed
from cms.transports.wire import Timeouts

# A person waits for it.
TIMEOUTS = Timeouts(connect=5, read=10, deadline=20)


@dataclass(frozen=True, kw_only=True)
class Connected:
    """The account is stored. Unchecked, the platform could not be asked."""

    account: ChannelAccount
    is_checked: bool


class NotConnectedError(Exception):
    """The platform does not accept what was entered, and nothing was stored."""


def connect(
    account: ChannelAccount, values: Mapping[str, str], *, now: datetime, replaces: ChannelAccount | None = None
) -> Connected:
    """Ask the platform who we are there, and store the account with what opens it. Raises NotConnectedError.

    What it replaces is retired with it, or neither happens.
    """
    found = _asked(account, values)
    if isinstance(found, Refusal) and found.reason_class in {ReasonClass.ACCOUNT, ReasonClass.CONTENT}:
        words = WORDS.get(found.code)
        raise NotConnectedError(f"{words.why} {words.advice}" if words and words.why else _refused(found))
    known = found if isinstance(found, Account) else None
    with transaction.atomic():
        if replaces is not None:
            retire(replaces, now=now)
        _store(account, values, known, now=now)
    return Connected(account=account, is_checked=known is not None)


def _asked(account: ChannelAccount, values: Mapping[str, str]) -> Account | Refusal | Unknown:
    try:
        return open_transport(account.channel, values, timeouts=TIMEOUTS).account()
    except TokenMalformed as error:
        raise NotConnectedError(_("The token has signs in it that no token has. Copy it once more.")) from error


def _refused(refusal: Refusal) -> str:
    """Return the platform's own words behind ours, as nobody has described them."""
    return _("The platform refuses this access. It says: “%(reason)s”") % {"reason": refusal.reason}


def _store(account: ChannelAccount, values: Mapping[str, str], found: Account | None, *, now: datetime) -> None:
    account.external_id = values.get(wire_of(account.channel).external_id, "") or account.external_id
    account.health, account.problem_code, account.problem, account.moved_to = Health.OK, "", "", ""
    account.blocked_until = None
    # The worker asks the platform when access ends.
    account.token_expires_at, account.token_checked_at, account.checked_at = None, None, None
    if found is not None:
        account.external_id = account.external_id or found.external_id
        account.checked_at = now
        if found.quota_total is not None:
            account.quota_total, account.quota_used, account.quota_checked_at = found.quota_total, found.quota_used, now
    account.save()
    account.store_credentials(values, now=now)
