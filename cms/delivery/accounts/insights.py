from datetime import UTC, datetime, timedelta

from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.accounts.snapshots import MetricSnapshot
from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.states import Operation
from cms.transports.posting import Metrics, PushTransport

# Later the numbers of a post hardly change.
MEASURED_FOR = timedelta(days=28)
MAXIMUM_MEASURED = 40


def take_snapshots(account: ChannelAccount, transport: PushTransport, *, now: datetime) -> int:
    """Store the numbers of an account's newer posts, once a day, and return how many were stored."""
    count = 0
    for delivery in _unmeasured(account, now=now):
        found = transport.metrics(remote_id=delivery.remote_id)
        if isinstance(found, Metrics):
            known = {"delivery": delivery, "day": now.astimezone(UTC).date()}
            said = {"at": now, "values": dict(found.values)}
            count += MetricSnapshot.objects.get_or_create(**known, defaults=said)[1]
    return count


def _unmeasured(account: ChannelAccount, *, now: datetime) -> list[Delivery]:
    today = MetricSnapshot.objects.filter(day=now.astimezone(UTC).date()).values("delivery")
    posts = Delivery.objects.published().filter(account=account, operation=Operation.PUBLISH)
    known = posts.exclude(remote_id="").filter(published_at__gte=now - MEASURED_FOR)
    return list(known.exclude(pk__in=today).order_by("-published_at")[:MAXIMUM_MEASURED])
