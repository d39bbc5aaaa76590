from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.delivery.accounts.checking import NOT_OPENABLE
from cms.delivery.desk.clocks import clock_of
from cms.delivery.desk.explanations.vocabulary import WORDS
from cms.delivery.desk.explanations.words import Words
from cms.delivery.models import ChannelAccount, Health

BY_HEALTH = {
    Health.REAUTH: Words(
        why=_("The platform does not accept our access to the account any more."),
        advice=_("Connect the account anew. What waits then goes out by itself."),
    ),
    Health.RESTRICTED: Words(
        why=_("The platform has restricted the account."),
        advice=_("Open the platform's app with this account and do what it asks."),
    ),
}
NOT_READ = Words(
    why=_("What opens the account is incomplete here, or can no longer be read."),
    advice=_("Connect the account anew. What waits then goes out by itself."),
)

SAY_SO = _("Once that is done, say among the accounts that it works again: no program can tell.")


def of_account(account: ChannelAccount, *, now: datetime) -> Words | None:
    """Explain why an account sends nothing now, or return nothing when it does."""
    if account.retired_at is not None:
        day = clock_of(account.retired_at, zone=account.time_zone)
        return Words(
            why=gettext("The account is retired since %(moment)s, so nothing goes out from it.") % {"moment": day},
            advice=gettext("Connect another account for the channel, or take this one into use again."),
        )
    if account.is_paused:
        return Words(
            why=gettext("The account is paused, so nothing goes out from it."),
            advice=gettext("Let the account go on when that is wanted again; what is too late by then stays unsent."),
        )
    if account.health in {Health.REAUTH, Health.RESTRICTED}:
        return _of_health(account)
    if account.blocked_until is not None and account.blocked_until > now:
        until = clock_of(account.blocked_until, zone=account.time_zone)
        return Words(
            why=gettext("The platform asked for a rest, until %(moment)s.") % {"moment": until},
            advice=gettext("Nothing has to be done: it goes on by itself."),
        )
    return None


def of_ending(account: ChannelAccount) -> Words | None:
    """Explain that an account will send nothing soon, or return nothing."""
    if account.health != Health.REFRESH_DUE or account.token_expires_at is None:
        return None
    day = clock_of(account.token_expires_at, zone=account.time_zone)
    return Words(
        why=gettext("Our access to the account ends on %(moment)s and could not be renewed so far.") % {"moment": day},
        advice=gettext("Connect the account anew before that day, so that nothing stays unsent."),
    )


def _of_health(account: ChannelAccount) -> Words:
    """Explain what the platform, or the account itself, has against sending."""
    if account.moved_to:
        return Words(
            why=gettext("The group became another one, with the number %(number)s.") % {"number": account.moved_to},
            advice=gettext("Go on under the new number. What went out stays with this account, which is retired then."),
        )
    known = WORDS.get(account.problem_code, Words())
    usual = NOT_READ if account.problem_code == NOT_OPENABLE else BY_HEALTH[Health(account.health)]
    advice = str(known.advice or usual.advice)
    if account.health == Health.RESTRICTED:
        advice = f"{advice} {SAY_SO}"
    return Words(why=str(known.why or usual.why), advice=advice)
