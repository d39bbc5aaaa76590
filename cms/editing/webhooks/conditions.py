from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from cms.delivery.models import WebhookEndpoint

# An endpoint that is being deployed anew may well be away for a while.
WORTH_TELLING_AFTER = timedelta(hours=1)


def condition(endpoint: WebhookEndpoint, *, now: datetime) -> str:
    """Say in a sentence how an endpoint is."""
    if endpoint.disabled_because:
        return gettext("Switched off: %(reason)s") % {"reason": endpoint.get_disabled_because_display()}
    if not endpoint.is_active:
        return gettext("Off")
    if is_failing(endpoint, now=now):
        since = date_format(localtime(endpoint.failing_since), "SHORT_DATETIME_FORMAT")
        return gettext("Nothing could be delivered since %(moment)s.") % {"moment": since}
    return gettext("On")


def is_failing(endpoint: WebhookEndpoint, *, now: datetime) -> bool:
    return endpoint.failing_since is not None and endpoint.failing_since <= now - WORTH_TELLING_AFTER
