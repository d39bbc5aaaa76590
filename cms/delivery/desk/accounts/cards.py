from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from cms.delivery.accounts.models import QUOTA_WINDOW
from cms.delivery.desk.accounts.acts import AccountAct, acts_for
from cms.delivery.desk.clocks import clock_of
from cms.delivery.desk.explanations.accounts import of_account, of_ending
from cms.delivery.desk.explanations.words import Words
from cms.delivery.models import HEALTHY, ChannelAccount
from cms.pages.models import CHANNEL_LABELS


@dataclass(frozen=True, kw_only=True)
class Card:
    """An account as people read it."""

    account: ChannelAccount
    words: Words | None
    access_ends: str
    checked: str
    quota: str
    acts: list[AccountAct]

    @property
    def technical(self) -> str:
        """Return what the platform said, in its own words."""
        return "" if self.account.health in HEALTHY else self.account.problem

    @property
    def channel_label(self) -> StrOrPromise:
        return CHANNEL_LABELS.get(self.account.channel, self.account.channel)


def card_of(account: ChannelAccount, *, now: datetime) -> Card:
    return Card(
        account=account,
        words=of_account(account, now=now) or of_ending(account),
        access_ends=_clock(account.token_expires_at, account),
        checked=_clock(account.checked_at, account),
        quota=_quota(account, now=now),
        acts=acts_for(account),
    )


def _clock(moment: datetime | None, account: ChannelAccount) -> str:
    return clock_of(moment, zone=account.time_zone) if moment else ""


def _quota(account: ChannelAccount, *, now: datetime) -> str:
    """Say how much of the day's posts is used; what was not asked of late says nothing."""
    checked = account.quota_checked_at
    if account.quota_total is None or account.quota_used is None or checked is None or now - checked >= QUOTA_WINDOW:
        return ""
    return _("%(used)s of %(total)s in 24 hours") % {"used": account.quota_used, "total": account.quota_total}
