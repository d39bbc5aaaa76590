from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from cms.delivery.desk.permalinks import Permalink
from cms.delivery.ledger import decisions
from cms.delivery.ledger.states import BEFORE_PUBLISHING
from cms.delivery.models import FAILED, IN_DOUBT, Delivery

UNSETTLED = (*IN_DOUBT, *FAILED)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a person decides, and when."""

    person: str
    now: datetime
    link: Permalink
    # Why, or what was seen: for those who read the course later.
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing that a person can decide about a delivery."""

    name: str
    label: StrOrPromise
    # What it means and what cannot be taken back, asked before it is done.
    question: StrOrPromise
    done: StrOrPromise
    states: tuple[str, ...]
    run: Callable[[Delivery, Decision], Delivery]
    asks_for_link: bool = False
    # Nothing goes out of a retired account, whoever wants it.
    sends: bool = False
    is_dangerous: bool = False

    def is_open_for(self, delivery: Delivery) -> bool:
        """Say whether it can be decided of a delivery as it is now."""
        return delivery.state in self.states and not (self.sends and delivery.account.retired_at)


def _live(delivery: Delivery, decision: Decision) -> Delivery:
    link = decision.link
    return decisions.settle_as_live(
        delivery.pk,
        person=decision.person,
        now=decision.now,
        permalink=link.url,
        remote_id=link.remote_id,
        note=decision.note,
    )


def _anew(delivery: Delivery, decision: Decision) -> Delivery:
    return decisions.send_anew(delivery.pk, person=decision.person, now=decision.now, note=decision.note)


def _leave(delivery: Delivery, decision: Decision) -> Delivery:
    return decisions.leave(delivery.pk, person=decision.person, now=decision.now, note=decision.note)


ACTS = (
    Act(
        name="seen",
        label=_("It is there"),
        question=_("You looked and found the post. Give its address, so that it can be changed and found later."),
        done=_("Thank you. The post is out."),
        states=IN_DOUBT,
        run=_live,
        asks_for_link=True,
    ),
    Act(
        name="absent",
        label=_("It is not there: send it again"),
        question=_(
            "You looked at the channel itself and did not find the post. It goes out once more, now. If it is there "
            "after all, readers see it twice."
        ),
        done=_("It goes out again."),
        states=IN_DOUBT,
        run=_anew,
        sends=True,
        is_dangerous=True,
    ),
    Act(
        name="again",
        label=_("Send again"),
        question=_("The same post goes out once more, now. If the page has to change first, change and publish that."),
        done=_("It goes out again."),
        states=FAILED,
        run=_anew,
        sends=True,
    ),
    Act(
        name="posted",
        label=_("I posted it"),
        question=_("You posted it by hand. Give its address; nothing goes out by itself any more."),
        done=_("Thank you. The post is out, and nothing goes out by itself any more."),
        states=(*BEFORE_PUBLISHING, *FAILED),
        run=_live,
        asks_for_link=True,
    ),
    Act(
        name="skip",
        label=_("Let it be"),
        question=_("Nothing goes out any more, and nobody is reminded of it. This cannot be taken back."),
        done=_("It is left as it is."),
        states=(*BEFORE_PUBLISHING, *UNSETTLED),
        run=_leave,
        is_dangerous=True,
    ),
)
BY_NAME = {act.name: act for act in ACTS}


def acts_for(delivery: Delivery) -> list[Act]:
    """Return what can be decided about a delivery as it is now."""
    return [act for act in ACTS if act.is_open_for(delivery)]
