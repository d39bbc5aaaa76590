import logging
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Page

from cms.channels.blocks import RenderError
from cms.channels.registry import PageMovedError, PageNotFoundError
from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.ledger import transitions
from cms.delivery.ledger.attempts import Step
from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.gate import standing
from cms.delivery.ledger.holding import Line, overrule
from cms.delivery.ledger.posts import SocialPost
from cms.delivery.ledger.states import BEFORE_PUBLISHING, DeliveryState, Operation
from cms.delivery.planning.creating import create_edit, create_publish
from cms.delivery.planning.freezing import NoAddressError, Planned, frozen
from cms.delivery.planning.history import History
from cms.delivery.planning.payloads import CHANGEABLE, POSTED
from cms.pages.posts import Post
from cms.sources import SourceError

log = logging.getLogger(__name__)

CANNOT_CHANGE = "cannot_change"


def plan_page(page: Page, *, now: datetime) -> list[Delivery]:
    """Make the ledger say what the plan of a published page wants, and return the deliveries that are new."""
    posts = Post.objects.enabled().filter(page=page.pk, channel__in=POSTED).order_by("channel")
    found = []
    for post in posts:
        account = ChannelAccount.objects.serving(channel=post.channel, locale=page.locale.language_code)
        if account is not None and (created := _plan(Planned(post=post, page=page, account=account), now=now)):
            found.append(created)
    return found


def _plan(planned: Planned, *, now: datetime) -> Delivery | None:
    """Render outside the transaction, which is then short. Another that plans at the same moment is waited for."""
    try:
        post = frozen(planned, now=now)
    except (RenderError, SourceError, NoAddressError, PageNotFoundError, PageMovedError):
        log.exception("Page %s cannot be planned for %s", planned.page.pk, planned.post.channel)
        return None
    with transaction.atomic():
        ChannelAccount.objects.select_for_update().get(pk=planned.account.pk)
        return _settle(planned, post, now=now)


def _settle(planned: Planned, post: SocialPost, *, now: datetime) -> Delivery | None:
    history = History.of(account=planned.account, source=planned.page.pk)
    if history.is_unsettled:
        # What becomes of the earlier one decides what is to be done, so the next look plans.
        return None
    current = history.current
    if current is None:
        if _stands_elsewhere(planned, post, now=now) or history.was_tried(post):
            return None
        return create_publish(planned, post, history=history, now=now)
    if _says_the_same(current, post):
        _confirm(current, post)
        return None
    if current.state in BEFORE_PUBLISHING:
        return _replace(planned, current, post, history=history, now=now)
    return _change(planned, post, history=history, now=now)


def _says_the_same(current: Delivery, post: SocialPost) -> bool:
    """Say whether readers would notice nothing. When it goes out matters until it has."""
    same = current.post.payload_hash == post.payload_hash
    is_out = current.state == DeliveryState.PUBLISHED or current.operation == Operation.EDIT
    return same and (is_out or (current.post.publish_at, current.post.not_after) == (post.publish_at, post.not_after))


def _confirm(current: Delivery, post: SocialPost) -> None:
    Delivery.objects.filter(pk=current.pk).update(revision=post.revision)


def _replace(
    planned: Planned, current: Delivery, post: SocialPost, *, history: History, now: datetime
) -> Delivery | None:
    problem = gettext("The page has changed, and another post takes the place of this one.")
    change = transitions.called_off(current, DeliveryState.CANCELLED, reason="superseded", problem=problem)
    if not overrule(current, change, line=Line(step=Step.PLAN, problem=problem), now=now) or current.is_in_doubt:
        return None
    if current.operation == Operation.EDIT:
        return create_edit(planned, post, history=history, now=now)
    return create_publish(planned, post, history=history, now=now)


def _change(planned: Planned, post: SocialPost, *, history: History, now: datetime) -> Delivery | None:
    """Change what stands, or tell people that it cannot be changed."""
    if planned.post.channel in CHANGEABLE:
        return create_edit(planned, post, history=history, now=now)
    if history.root is not None:
        _tell_cannot_change(history.root, post, now=now)
    return None


def _tell_cannot_change(root: Delivery, post: SocialPost, *, now: datetime) -> None:
    problem = gettext("The page has changed since. What stands here can no longer be changed.")
    said = {"revision": post.revision, "reason": CANNOT_CHANGE, "problem": problem}
    Delivery.objects.filter(pk=root.pk).update(**said, updated_at=now)


def _stands_elsewhere(planned: Planned, post: SocialPost, *, now: datetime) -> bool:
    """Say whether the page is out, or may be, at an account retired since: readers are not to get it a second time."""
    known = Delivery.objects.filter(source=planned.page.pk, channel=planned.post.channel, operation=Operation.PUBLISH)
    left = known.filter(account__retired_at__isnull=False, locale=post.locale).select_related("account", "post")
    root = standing(left.published()).order_by("-pk").first()
    if root is None:
        return (left.in_doubt() | left.filter(state=DeliveryState.PUBLISHING)).exists()
    said = History.of(account=root.account, source=root.source).current
    if _says_the_same(said or root, post):
        _confirm(root, post)
    else:
        _tell_cannot_change(root, post, now=now)
    return True
