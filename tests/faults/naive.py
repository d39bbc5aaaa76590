"""Senders as schedulers write them, over the same tables: the control without which a run would prove nothing."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from cms.delivery.accounts.opening import open_account
from cms.delivery.models import Delivery
from cms.transports.posting import Handle, Payload, Progress, PushTransport, Receipt

# Who does not come back within that is taken for dead.
LEASE = timedelta(minutes=2)
TRIES = 3
MOST_STEPS = 60

Strategy = Callable[[PushTransport, Payload, str], Receipt | None]


def send(strategy: str) -> None:
    """Send what is due, by one of the strategies."""
    for delivery in _due():
        if not _taken(delivery):
            continue
        transport = open_account(delivery.account, environment={})
        receipt = STRATEGIES[strategy](transport, delivery.post.payload, str(delivery.pk))
        mine = Delivery.objects.filter(pk=delivery.pk)
        if receipt is None:
            mine.update(state="failed", evidence="refused", reason="failed", lease_until=None)
        else:
            mine.update(state="published", evidence="answered", published_at=timezone.now(), lease_until=None)


def from_scratch(transport: PushTransport, payload: Payload, key: str) -> Receipt | None:
    """Begin anew after whatever is no receipt."""
    for _ in range(TRIES):
        handle = _prepared(transport, payload, key)
        found = transport.publish(payload, key=key, handle=handle, now=timezone.now())
        if isinstance(found, Receipt):
            return found
    return None


def keeping_the_container(transport: PushTransport, payload: Payload, key: str) -> Receipt | None:
    """Publish the same once more, and build anew when that is refused."""
    for _ in range(TRIES):
        handle = _prepared(transport, payload, key)
        for _ in range(2):
            found = transport.publish(payload, key=key, handle=handle, now=timezone.now())
            if isinstance(found, Receipt):
                return found
    return None


def _due() -> list[Delivery]:
    now = timezone.now()
    left = Q(state="publishing", lease_until__lte=now)
    due = Delivery.objects.filter(Q(state="waiting") | left, operation="publish", due_at__lte=now)
    return list(due.select_related("account", "post").order_by("due_at")[:20])


def _taken(delivery: Delivery) -> bool:
    now = timezone.now()
    same = Delivery.objects.filter(pk=delivery.pk, state=delivery.state, lease_until=delivery.lease_until)
    return bool(same.update(state="publishing", publish_started_at=now, lease_until=now + LEASE))


def _prepared(transport: PushTransport, payload: Payload, key: str) -> Handle:
    handle: Handle = {}
    for _ in range(MOST_STEPS):
        step = transport.prepare(payload, key=key, handle=handle, now=timezone.now())
        handle = handle if step.handle is None else step.handle
        if isinstance(step, Progress) and step.is_ready:
            break
    return handle


STRATEGIES: dict[str, Strategy] = {"from_scratch": from_scratch, "keeping_the_container": keeping_the_container}
