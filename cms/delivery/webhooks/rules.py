from django.conf import settings

from cms.transports.addresses import Rules


def rules() -> Rules:
    """Return where the operator lets webhooks go."""
    return Rules(
        allows_private=settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES,
        allows_http=settings.WEBHOOKS_ALLOW_HTTP,
        ports=frozenset(settings.WEBHOOKS_PORTS),
    )
