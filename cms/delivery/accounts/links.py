from datetime import datetime, timedelta

from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.states import Operation
from cms.transports.posting import PushTransport

ASKED_FOR = timedelta(days=2)
MAXIMUM_ASKED = 10


def complete_permalinks(account: ChannelAccount, transport: PushTransport, *, now: datetime) -> None:
    """Add the addresses of posts whose sender ended before it had asked for them."""
    posts = Delivery.objects.published().filter(account=account, operation=Operation.PUBLISH, permalink="")
    for delivery in posts.exclude(remote_id="").filter(published_at__gte=now - ASKED_FOR)[:MAXIMUM_ASKED]:
        link = transport.permalink(remote_id=delivery.remote_id, handle=delivery.handle)
        if link:
            Delivery.objects.filter(pk=delivery.pk, permalink="").update(permalink=link[:500])
