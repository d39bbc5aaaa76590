from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from wagtail.models import Page

from cms.api.visibility import Visibility
from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.ledger import transitions
from cms.delivery.ledger.attempts import Step
from cms.delivery.ledger.deliveries import Delivery, DeliveryQuerySet
from cms.delivery.ledger.gate import standing
from cms.delivery.ledger.holding import Line, overrule
from cms.delivery.ledger.states import BEFORE_PUBLISHING, OPEN, DeliveryState, Operation
from cms.delivery.planning.creating import create_delete
from cms.delivery.planning.history import History
from cms.delivery.planning.payloads import DELETABLE
from cms.pages.posts import Post

STILL_STANDS = "still_stands"


def withdraw_unseen(*, now: datetime) -> int:
    """Call off what is to go out of pages that nobody sees any more, and take away what stands of them."""
    count = sum(_call_off(each, now=now) for each in _unwanted(now))
    return count + sum(_take_away(each, now=now) for each in _orphaned(now))


def _unwanted(now: datetime) -> DeliveryQuerySet:
    """Return what has not begun of pages that are not to be seen, or whose channel was switched off."""
    posts = Post.objects.enabled().filter(page=OuterRef("source"), channel=OuterRef("channel"))
    wanted = Delivery.objects.filter(Exists(posts), source__in=_seen(now)).values("pk")
    begun = Delivery.objects.filter(state__in=BEFORE_PUBLISHING).exclude(operation=Operation.DELETE)
    return begun.exclude(pk__in=wanted)


def _orphaned(now: datetime) -> DeliveryQuerySet:
    """Return posts that stand though their page is not to be seen, and of which nobody has been told."""
    posts = standing(Delivery.objects.published().filter(operation=Operation.PUBLISH))
    deleting = Delivery.objects.filter(operation=Operation.DELETE).values("follows")
    return posts.exclude(source__in=_seen(now)).exclude(pk__in=deleting).exclude(reason=STILL_STANDS)


def _seen(now: datetime) -> Any:
    return Visibility.for_public(now=now).pages(Page.objects.all()).values("pk")


def _call_off(delivery: Delivery, *, now: datetime) -> bool:
    problem = gettext("The page was withdrawn, or the channel was switched off for it.")
    change = transitions.called_off(delivery, DeliveryState.CANCELLED, reason="withdrawn", problem=problem)
    return overrule(delivery, change, line=Line(step=Step.PLAN, problem=problem), now=now)


@transaction.atomic
def _take_away(root: Delivery, *, now: datetime) -> bool:
    ChannelAccount.objects.select_for_update().get(pk=root.account_id)
    history = History.of(account=root.account, source=root.source)
    if any(each.operation == Operation.DELETE and each.state in OPEN for each in history.deliveries):
        return False
    if root.channel in DELETABLE and root.account.retired_at is None:
        create_delete(root, sequence=history.next_sequence(Operation.DELETE), now=now)
        return True
    return tell_still_stands(root, now=now)


def tell_still_stands(root: Delivery, *, now: datetime) -> bool:
    """Tell people that a post of a withdrawn page is theirs to delete."""
    problem = gettext("The page was withdrawn, but its post still stands. Delete it by hand in the app.")
    said = {"reason": STILL_STANDS, "problem": problem, "updated_at": now}
    return bool(Delivery.objects.filter(pk=root.pk).update(**said))
