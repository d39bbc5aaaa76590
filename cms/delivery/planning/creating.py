from datetime import datetime

from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.posts import SocialPost
from cms.delivery.ledger.states import DeliveryState, Operation
from cms.delivery.ledger.waits import PREPARE_AHEAD
from cms.delivery.planning.freezing import Planned
from cms.delivery.planning.history import History


def create_publish(planned: Planned, post: SocialPost, *, history: History, now: datetime) -> Delivery:
    """Let a post go out when it is due; it is prepared a little earlier."""
    store(post)
    ahead = max(now, post.publish_at - PREPARE_AHEAD)
    return _create(planned, post, Operation.PUBLISH, history, due=post.publish_at, next_attempt=ahead)


def create_edit(planned: Planned, post: SocialPost, *, history: History, now: datetime) -> Delivery:
    """Let what stands say what the page says now."""
    store(post)
    return _create(planned, post, Operation.EDIT, history, due=now, next_attempt=now)


def create_delete(root: Delivery, *, sequence: int, now: datetime) -> Delivery:
    """Take away what stands."""
    return Delivery.objects.create(
        page_id=root.page_id,
        account_id=root.account_id,
        post=root.post,
        source=root.source,
        revision=root.revision,
        operation=Operation.DELETE,
        sequence=sequence,
        follows=root,
        channel=root.channel,
        locale=root.locale,
        state=DeliveryState.PREPARED,
        due_at=now,
        next_attempt_at=now,
    )


def store(post: SocialPost) -> None:
    """Freeze a post, in the place of the newest before it, so that no two can take the same place."""
    before = SocialPost.objects.filter(account=post.account, source=post.source).order_by("-pk").first()
    post.supersedes = before
    post.save()


def _create(
    planned: Planned,
    post: SocialPost,
    operation: Operation,
    history: History,
    *,
    due: datetime,
    next_attempt: datetime,
) -> Delivery:
    is_first = operation == Operation.PUBLISH
    return Delivery.objects.create(
        page=planned.page,
        account=planned.account,
        post=post,
        source=planned.page.pk,
        revision=post.revision,
        operation=operation,
        sequence=history.next_sequence(operation),
        follows=None if is_first else history.root,
        channel=planned.post.channel,
        locale=planned.page.locale.language_code,
        # Changes need no preparation.
        state=DeliveryState.WAITING if is_first else DeliveryState.PREPARED,
        due_at=due,
        next_attempt_at=next_attempt,
    )
