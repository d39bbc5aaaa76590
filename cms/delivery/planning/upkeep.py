from contextlib import suppress
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q
from wagtail.models import Page

from cms.api.visibility import Visibility
from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.gate import standing
from cms.delivery.ledger.overdue import give_up_overdue
from cms.delivery.ledger.states import BEFORE_PUBLISHING, DeliveryState, Operation
from cms.delivery.planning.history import ACCOUNT_RETIRED, COMES_AGAIN
from cms.delivery.planning.payloads import POSTED
from cms.delivery.planning.plans import plan_page
from cms.delivery.planning.retiring import call_off_retired
from cms.delivery.planning.withdrawal import withdraw_unseen
from cms.pages.posts import Post


def bring_up_to_date(*, now: datetime) -> None:
    """Make the ledger follow the content and the clocks. It may run as often as one likes, and several at once.

    Nothing depends on whoever published, moved or deleted a page having told the ledger.
    """
    if not ChannelAccount.objects.exists():
        return
    follow_clocks(now=now)
    call_off_retired(now=now)
    withdraw_unseen(now=now)
    for page in pages_to_plan(now=now):
        plan_page(page, now=now)
    give_up_overdue(Delivery.objects.overdue(now), now=now)


def follow_clocks(*, now: datetime) -> int:
    """Work out the moments to come anew, as the rules of a zone may have changed, and return how many are others."""
    count = 0
    for post in Post.objects.enabled().scheduled().filter(scheduled_at__gt=now, channel__in=POSTED):
        before = post.scheduled_at
        # A time that clocks no longer show keeps the moment that it had.
        with suppress(ValidationError, ValueError):
            post.settle()
        if post.scheduled_at != before:
            post.save()
            count += 1
    return count


def pages_to_plan(*, now: datetime) -> list[Page]:
    """Return the pages that readers see and whose plan the ledger does not follow yet."""
    posts = Post.objects.enabled().filter(_is_unplanned(), _is_served(now), channel__in=POSTED)
    seen = Visibility.for_public(now=now).pages(Page.objects.filter(pk__in=posts.values("page")))
    return list(seen.select_related("locale", "live_revision"))


def _is_unplanned() -> Q:
    """Keep plans that changed since the ledger last followed them."""
    followed = Q(revision=F("page__live_revision")) | Q(revision=None, page__live_revision=None)
    known = Delivery.objects.filter(page=OuterRef("page"), channel=OuterRef("channel"))
    # What was called off, or deleted, with its page comes again with it, and with another account.
    kept = standing(known).exclude(state=DeliveryState.CANCELLED, reason__in=COMES_AGAIN)
    waiting = known.filter(state__in=BEFORE_PUBLISHING, operation=Operation.PUBLISH)
    moved = Q(Exists(waiting.exclude(due_at=OuterRef("scheduled_at"))), scheduled_at__isnull=False)
    return Q(~Exists(kept.filter(followed))) | moved


def _is_served(now: datetime) -> Q:
    """Keep plans that an account carries out: that came due since there is the account, or are left to it in time."""
    speaks = Q(locale=OuterRef("page__locale__language_code")) | Q(locale="")
    is_younger = Q(created_at__lte=OuterRef("scheduled_at")) | Q(created_at__lte=OuterRef("page__last_published_at"))
    serving = ChannelAccount.objects.active().filter(speaks, channel=OuterRef("channel"))
    of_post = Delivery.objects.filter(page=OuterRef("page"), channel=OuterRef("channel"), post__not_after__gt=now)
    left = of_post.filter(state=DeliveryState.CANCELLED, reason=ACCOUNT_RETIRED, operation=Operation.PUBLISH)
    return Q(Exists(serving.filter(is_younger))) | Q(Exists(left), Exists(serving))
