from datetime import datetime

from django.utils.translation import gettext as _

from cms.delivery.desk.clocks import clock_of
from cms.delivery.desk.explanations.words import Words
from cms.delivery.models import ChannelAccount, Health


def of_account(account: ChannelAccount, *, now: datetime) -> Words | None:
    """Explain why an account sends nothing now, or return nothing when it does."""
    if account.is_paused:
        return Words(
            why=_("The account is paused, so nothing goes out from it."),
            advice=_("Let the account go on when that is wanted again; what is too late by then stays unsent."),
        )
    if account.health == Health.REAUTH:
        return Words(
            why=_("The platform does not accept our access to the account any more."),
            advice=_("Connect the account anew. What waits then goes out by itself."),
        )
    if account.health == Health.RESTRICTED:
        return Words(
            why=_("The platform has restricted the account."),
            advice=_("Open the platform's app with this account and do what it asks."),
        )
    if account.blocked_until is not None and account.blocked_until > now:
        until = clock_of(account.blocked_until, zone=account.time_zone)
        return Words(
            why=_("The platform asked for a rest, until %(moment)s.") % {"moment": until},
            advice=_("Nothing has to be done: it goes on by itself."),
        )
    return None
