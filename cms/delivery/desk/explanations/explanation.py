from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from cms.delivery.desk.explanations.accounts import of_account
from cms.delivery.desk.explanations.ledger import LEDGER
from cms.delivery.desk.explanations.unclaimed import of_unclaimed
from cms.delivery.desk.explanations.vocabulary import WORDS
from cms.delivery.desk.explanations.words import Words
from cms.delivery.ledger.states import BEFORE_PUBLISHING
from cms.delivery.models import FAILED, IN_DOUBT, Delivery, DeliveryState, Health

# Why it is as it is, where nobody has described the reason: what the platform said stands folded below.
WHY_BY_STATE: dict[str, StrOrPromise] = {
    **dict.fromkeys(BEFORE_PUBLISHING, _("The platform did not take it this time.")),
    DeliveryState.UNCONFIRMED: _("The platform did not answer clearly, so nobody knows whether the post is there."),
    DeliveryState.NEEDS_DECISION: _("The platform did not answer clearly, so nobody knows whether the post is there."),
    DeliveryState.FAILED: _("The platform refused the post."),
    DeliveryState.MISSED: _("It was not sent in time, and by now it would come too late."),
}
BY_STATE: dict[str, StrOrPromise] = {
    **dict.fromkeys(BEFORE_PUBLISHING, _("Nothing has to be done: it is tried again by itself.")),
    DeliveryState.UNCONFIRMED: _(
        "Nothing has to be done yet: it is being looked for. If you see the post, you can say so."
    ),
    DeliveryState.NEEDS_DECISION: _("Look at the channel, and say whether the post is there."),
    DeliveryState.FAILED: _("Change the page and publish it again, send the post again, or post it by hand."),
    DeliveryState.MISSED: _("Send it now, post it by hand, or let it be."),
}
RETIRED = _("Look at the channel, and say whether the post is there. Nothing is sent again from a retired account.")


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Why a delivery is as it is, and what a person can do about it."""

    why: StrOrPromise
    advice: StrOrPromise
    # What the platform said, in its own words: for administrators.
    technical: str = ""


def explanation_of(delivery: Delivery, *, now: datetime) -> Explanation | None:
    """Explain what did not go as planned; nothing to explain returns nothing."""
    if words := _kept_back(delivery, now=now) or of_unclaimed(delivery, now=now):
        return Explanation(why=words.why, advice=words.advice)
    words = WORDS.get(delivery.reason, Words())
    is_troubled = delivery.state in {*IN_DOUBT, *FAILED}
    if not (words.why or delivery.problem or is_troubled):
        return None
    why = words.why or WHY_BY_STATE.get(delivery.state, "")
    # What the ledger itself found needs no second telling.
    technical = "" if delivery.reason in LEDGER else delivery.problem
    return Explanation(why=why, advice=_advice(delivery, words), technical=technical)


def _kept_back(delivery: Delivery, *, now: datetime) -> Words | None:
    """Explain what the account keeps from being sent, or from being looked for."""
    account = delivery.account
    is_blind = delivery.state == DeliveryState.UNCONFIRMED and account.health == Health.REAUTH
    return of_account(account, now=now) if is_blind or delivery.state in BEFORE_PUBLISHING else None


def _advice(delivery: Delivery, words: Words) -> StrOrPromise:
    """Whatever led to doubt, looking comes first; else what the reason asks for."""
    if delivery.state in IN_DOUBT and delivery.account.retired_at is not None:
        return RETIRED
    if delivery.state in IN_DOUBT and not words.is_for_doubt:
        return BY_STATE[delivery.state]
    return words.advice or BY_STATE.get(delivery.state, "")
